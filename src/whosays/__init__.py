"""Who did what to whom, and who says so: sourced claims from news reports of armed conflict."""
