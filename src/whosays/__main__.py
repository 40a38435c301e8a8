"""Run the command line: python -m whosays."""

from whosays.cli import main

if __name__ == "__main__":
    main()
