"""The open data of the public site: what its files hold, as other programs may rely on it."""
