"""How the documentation site is built: `make docs` writes it to site/, offline."""

from __future__ import annotations

from importlib.metadata import version as installed

project = "whosays"
author = "the whosays contributors"
release = version = installed("whosays")
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "whosays"
html_logo = None
html_static_path: list[str] = []
html_copy_source = False
html_show_sphinx = False
