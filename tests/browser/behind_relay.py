"""The real server for a test that stands between it and the extension.

`python behind_relay.py PORT PUBLIC`: listens on PORT, and answers as the server of PUBLIC, where
the extension asks. The server proves itself for its port, so it has to know the one that is asked.
"""

from __future__ import annotations

import sys

from caveat.web.serve import listen, run_server
from caveat.web.settings import Settings

if __name__ == "__main__":
    port, public = map(int, sys.argv[1:])
    run_server(Settings(port=public), print, listener=listen(port))
