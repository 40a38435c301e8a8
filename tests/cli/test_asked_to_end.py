"""A command that is asked to end ends, whatever it is doing just then."""

from __future__ import annotations

import subprocess
import sys

# The signal falls into a destructor, in which Python ignores what is raised.
CODE = """
import os, signal, sys, time
import click
from whosays import cli

class Held:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)

@click.command()
def command():
    held = Held()
    del held
    time.sleep(5)
    print("went on")

cli.app.get_command = lambda ctx, name: command
sys.argv = ["whosays", "version"]
cli.main()
"""


def test_a_signal_within_a_destructor_is_not_lost() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")
