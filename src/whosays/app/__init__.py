"""The app: an HTTP API over the Python API, and the built web page."""
