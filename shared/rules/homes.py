"""Whose folder it is: "/home/jdoe/notes.txt", "C:\\Users\\Jane Doe\\", "/Users/jane.doe/". Nobody's are the names of
machines, distributions and services, and what stands for a name in a manual."""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_HOME = re.compile(
    r"(?:(?<![\w.$}~-])(?:file://|/mnt/[a-z]|/cygdrive/[a-z]|/[a-z])?/(?:home|users)/([a-z][\w.-]{1,30})(?=[/:\s\"'`),;]|\Z)"
    r"|(?<![a-z])[a-z]:[\\/]{1,2}(?:users|documents and settings)[\\/]{1,2}"
    r"([^\W\d_][\w.-]{1,30}(?: [^\W\d_][\w.-]{1,20})?)(?=[\\/]))"
)
_NOBODY = frozenset(
    listed(
        "user username users you your yourname youruser yourusername your-user your_user me name someone somebody "
        "foo bar baz test tester testuser dev developer demo example sample student guest anonymous nobody public "
        "default defaultuser0 all shared common default.migrated contoso appuser "
        "admin administrator administrador administrateur root sysadmin ec2-user ubuntu debian centos fedora rocky "
        "alpine arch opensuse vagrant pi node runner runneradmin builder build jenkins travis circleci gitlab-runner "
        "git github gitlab docker container containeradministrator containeruser app apps application service "
        "services svc system www www-data web webapp nginx apache httpd mysql postgres postgresql redis mongo mongodb "
        "oracle hadoop spark hive airflow jovyan jupyter conda miniconda anaconda linuxbrew brew codespace vscode "
        "gitpod coder sandbox deploy deployer ansible azureuser opc ftp ftpuser sftp backup data work workspace "
        "project projects code src bin lib etc opt tmp temp var local share config steam deck nix nixos nixbld "
        "kali parrot ci bot agent worker server client host home profile account login register settings search new "
        "edit list index view show help about id uid",
        " ",
    )
)
"""Also what follows "/users/" in the address of a web page or an interface."""


def find(reading: Reading) -> Iterator[Span]:
    """The owners of the home folders of a text."""
    lower = reading.lower
    if not any(sign in lower for sign in ("/home/", "users", "documents and settings")):
        return
    for match in _HOME.finditer(lower):
        group = 1 if match[1] else 2
        name = match[group].rstrip(".-_")
        generic = name in _NOBODY or name.rstrip("0123456789") in _NOBODY or name.startswith(("your", "my"))
        # The address of an interface: "/users/search"; where folders are meant, "Users" is written large.
        web = match[1] and "/users/" in match[0] and "/Users/" not in reading.text[match.start() : match.end()]
        if len(name) > 1 and not generic and not web:
            yield finding(match.start(group), match.start(group) + len(name), "social_handle", CONTEXT)
