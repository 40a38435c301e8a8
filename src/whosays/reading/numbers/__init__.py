"""How many: figures in digits, words and mixtures, with their bounds."""

from whosays.reading.numbers.find import NumberExpression, find_numbers

__all__ = ["NumberExpression", "find_numbers"]
