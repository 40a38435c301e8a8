"""One report's language, nothing about war: syntax, quotations, attribution, factuality, times and numbers."""
