"""Run the command line from a checkout: ``python cli.py translate article.txt``."""

from mt_toolkit.commands import main

if __name__ == "__main__":
    main()
