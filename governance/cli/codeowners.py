"""tp3 codeowners: the maintainers' paths, as GitHub reads them."""

import click

from governance.cli.forge import maintainers_of, must_have_home
from governance.cli.gather import sound_registry
from governance.cli.options import Call, global_options, pass_call
from governance.cli.show import tell
from governance.model.problem import Outside, Refused
from governance.publish.codeowners import PATH, codeowners
from governance.store.write import write_files


@click.command()
@global_options
@click.option("--check", is_flag=True, help="Write nothing; fail where the file is another.")
@pass_call
def command(call: Call, check: bool) -> int:
    """Write .github/CODEOWNERS: the maintainers of workflows/roles.yaml own all but the records.

    Their logins are looked up on GitHub; where no account is named, nothing is asked.

    Example: tp3 codeowners --check
    """
    call.must_be_now()
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    text = codeowners(_logins(call))
    place = call.root / PATH
    stands = place.read_text("utf-8") if place.is_file() else ""
    words = call.catalogue
    if stands == text:
        tell(words("codeowners.current"))
        return 0
    if check:
        tell(words("schema.stale", path=PATH, command="tp3 codeowners"))
        return 1
    write_files(place.parent, {place.name: text})
    click.echo(PATH)
    return 0


def _logins(call: Call) -> list[str]:
    registry = sound_registry(call)
    accounts = maintainers_of(registry)
    if not accounts:
        return []
    reader = must_have_home(call, registry).github.reader
    found = {account: reader.login(account) for account in accounts}
    gone = [account for account, login in found.items() if login is None]
    if gone:
        raise Refused("account-gone", account=", ".join(gone))
    return [login for login in found.values() if login]
