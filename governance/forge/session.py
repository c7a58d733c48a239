"""The session with GitHub: who signs in, what is asked for, what is kept.

The session is github3's: it signs in, has time limits and counts. Its models are not used. They
demand some seventy fields of a repository and fail where GitHub drops one (version 2026-03-10 of
the API does), turn some refusals into None in silence, and have no types; we read a dozen fields.

Answers are kept in memory and always asked for again on condition that they changed, which does
not count against the limit. GitHub allows to use them for a minute unasked (max-age=60), and that
would show what stood before our own write.
https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import requests
from cachecontrol import CacheControlAdapter
from github3.session import GitHubSession

from governance import __version__

API_VERSION = "2022-11-28"  # GitHub keeps it until March 2028 at least
CONNECT, READ = 10, 30  # seconds


def open_session(token: str | None) -> requests.Session:
    """A session that signs in with the token, and with nothing else."""
    session = GitHubSession(CONNECT, READ)
    session.headers.update(
        {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": API_VERSION,
            "User-Agent": f"tp3/{__version__}",
            "Cache-Control": "max-age=0",
        }
    )
    if token:
        session.token_auth(token)
    else:
        # Else requests would take what stands in a .netrc.
        session.auth = _signed_by_nobody
    for scheme in ("https://", "http://"):
        session.mount(scheme, CacheControlAdapter())
    opened: requests.Session = session
    return opened


def _signed_by_nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
