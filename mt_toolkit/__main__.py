"""Run the command line as ``python -m mt_toolkit``."""

from mt_toolkit.commands import main

if __name__ == "__main__":
    main()
