"""Other people's formats, and the written report: one module a format."""
