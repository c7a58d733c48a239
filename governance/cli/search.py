"""The public site whole: its files, and the index by which readers search in it."""

from governance.cli.options import Call
from governance.cli.show import stopped, tell
from governance.model.problem import Outside
from governance.publish.site import Source, site_files
from governance.publish.site.frame import Files
from governance.publish.site.search import entries
from governance.store.pagefind import search_index

INDEX = "pagefind"  # its folder in the site; the search page knows it too


def searchable_site(call: Call, source: Source) -> Files:
    """The files of the site, with the index; where none can be made, that is said and left out.

    Raises Refused where settings or a policy could not be read.
    """
    files = site_files(source)
    return files | index_files(call, source, files)


def index_files(call: Call, source: Source, files: Files) -> Files:
    """The files of the index alone, of the site whose files are `files`; none likewise."""
    try:
        index = search_index(entries(source, files))
    except Outside as stop:
        tell(call.catalogue("search.absent", reason=stopped(call, stop)))
        return {}
    return {f"{INDEX}/{path}": content for path, content in index.items()}
