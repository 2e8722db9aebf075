"""No page can hang a regular expression: each, of every module, on what is worst for it."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import caveat

SECONDS = 60
"""All that is tried here takes linear expressions a tenth of it, and a quadratic one hours."""

LENGTH = 120_000

TRY_ALL = f"""
import faulthandler, sys
faulthandler.dump_traceback_later({SECONDS}, exit=True)
sys.path[:0] = sys.argv[1:]
from test_regexes import LENGTH, attacks, expressions
for name, expression in expressions():
    print(name, flush=True)
    for text in attacks(expression):
        for _ in zip(range(1000), expression.finditer(text)):
            pass
        expression.match(text), expression.fullmatch(text)
print("all tried")
"""


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression over text that a module of the server holds, with its name."""
    for module in pkgutil.walk_packages(caveat.__path__, "caveat."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for each in value if isinstance(value, (tuple, list)) else [value]:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{module.name}.{name}", each


def attacks(expression: re.Pattern[str]) -> Iterator[str]:
    """Long runs of what the expression begins with and never ends as it hopes."""
    letters = sorted(set(expression.pattern) | set(" \n\ta1A.-|:/,'\"“一é"))
    for letter in letters:
        yield letter * LENGTH + "\x00"
        yield "\x00" + letter * LENGTH
    words = re.findall(r"\w{2,}", expression.pattern)[:40]
    for word in words:
        yield f"{word} " * (LENGTH // 8)
        yield f"{word}{' ' * LENGTH}\x00"
    for pair in (" a", "a ", "1.", "1-", ". ", "“ ", " |", "\n ", "a.", "@a", "//"):
        yield pair * (LENGTH // 2) + "\x00"


def test_no_expression_is_slow_on_any_text() -> None:
    run = subprocess.run(
        [sys.executable, "-c", TRY_ALL, os.path.dirname(__file__), *filter(None, sys.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stdout.split()
    assert run.stdout.endswith("all tried\n"), f"hangs: {lines[-1] if lines else ''}\n{run.stderr}"
    assert len(lines) > 25
