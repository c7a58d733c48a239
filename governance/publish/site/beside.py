"""What the files are called that stand beside a page, for programs that look there again."""

CALENDAR = "reviews.ics"  # of an organisation
FEED = "feed"
ATOM, JSON = f"{FEED}.atom", f"{FEED}.json"
