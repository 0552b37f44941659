"""Which carrier is met how often."""

from __future__ import annotations

from collections.abc import Callable

from training.filling import plain, sentences
from training.forms import form, mixed, numbered, receipt, sheet, table, ticket
from training.layouts import contact_card, invitation, page, people, settings, statement, team_chat
from training.letters import block, letter, mail, resume
from training.pieces import Writer
from training.prose import article, details, words
from training.records import dump, markup, record, yaml
from training.snippets import config
from training.software import digests, journal, manual, program
from training.talks import chat, dialogue, messenger, notice
from training.technical import code, harmless, log
from training.values import Values
from training.workbench import bench

Carrier = Callable[[Values, Writer], None]
CARRIERS: tuple[tuple[Carrier, int], ...] = (
    (sentences, 34),
    (form, 15),
    (numbered, 3),
    (sheet, 6),
    (table, 6),
    (record, 5),
    (yaml, 3),
    (markup, 4),
    (block, 4),
    (chat, 4),
    (mail, 3),
    (log, 4),
    (code, 5),
    (config, 7),
    (receipt, 2),
    (resume, 2),
    (ticket, 3),
    (mixed, 4),
    (plain, 15),
    (article, 16),
    (words, 6),
    (details, 6),
    (harmless, 6),
    (program, 6),
    (manual, 3),
    (journal, 4),
    (digests, 4),
    (bench, 24),
    (contact_card, 1),
    (invitation, 1),
    (team_chat, 3),
    (letter, 3),
    (statement, 2),
    (people, 3),
    (page, 2),
    (settings, 1),
    (dump, 1),
    (dialogue, 5),
    (messenger, 3),
    (notice, 6),
)
BARE: tuple[tuple[Carrier, int], ...] = (
    (table, 3),
    (record, 3),
    (yaml, 2),
    (block, 4),
    (markup, 1),
    (resume, 1),
    (sentences, 4),
    (article, 1),
)  # for locales without phrases, whose people stand in English text
