"""Which files a library has, what their ids are, and how their bytes become text."""
