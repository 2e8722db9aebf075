"""`python -m caveat`."""

from __future__ import annotations

from caveat.cli import main

if __name__ == "__main__":
    main()
