"""The demonstrations begin; what they play is tested elsewhere."""

import pytest

from tests.demo import approvals, year


@pytest.mark.parametrize("program", [approvals, year])
def test_it_tells_how_it_is_called(
    program: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["demo", "--help"])
    with pytest.raises(SystemExit) as ended:
        program.main()  # type: ignore[attr-defined]
    assert ended.value.code == 0
    assert "make demo-" in " ".join(capsys.readouterr().out.split())
