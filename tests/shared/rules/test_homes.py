"""Whose folder it is, on three systems; the folders of machines and of manuals are nobody's."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "cp /home/«mwagner»/.ssh/id_rsa .",
        'File "/Users/«anna.berger»/work/main.py", line 3',
        "C:\\Users\\«jdoe»\\Documents\\taxes_2023.pdf",
        '"C:\\\\Users\\\\«Jane Doe»\\\\AppData\\\\Local"',
        "C:/Users/«jdoe»/x",
        "/mnt/c/Users/«jdoe»/x",
        "/c/Users/«jdoe»/x",
        "c:\\documents and settings\\«hmeier»\\desktop",
        "file:///home/«mwagner»/x.html",
        "HOME=/home/«mwagner»",
        "cd /home/«mwagner»:",
    ],
)
def test_the_owner_of_a_home_folder_is_found(text: str) -> None:
    assert found(text, "social_handle") == expected(text, "social_handle")


@pytest.mark.parametrize(
    "text",
    [
        "/home/ubuntu/app",
        "/home/user1/notes",
        "/Users/runner/work",
        "C:\\Users\\Public\\Desktop",
        "C:\\Users\\<you>\\x",
        "/home/$USER/x",
        "/home/{name}/x",
        "GET /users/search/all HTTP/1.1",
        "https://example.com/users/octocat/repos",
        "https://example.com/home/news/today",
        "src/home/index/main.ts",
        "app/Users/Model/x.php",
        "/home",
        "C:\\Windows\\System32",
        "/home/your-name/.config",
    ],
)
def test_the_folders_of_machines_are_nobodys(text: str) -> None:
    assert found(text, "social_handle") == []
