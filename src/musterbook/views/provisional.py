"""What of a balance is provisional, in words: how much a person has reviewed, and how much rests on unproved rules."""

from collections.abc import Iterable

from musterbook.lexicons.display import display
from musterbook.model import Account, Reading
from musterbook.settings import POSTINGS


def stamp(accounts: Iterable[Account]) -> str:
    """The phrase that heads a page: provisional, provisional in part, or empty; an empty page is provisional."""
    found = list(accounts)
    if found and not any(account.provisional for account in found):
        return ""
    reviewed = any(account.posted > account.unreviewed for account in found)
    return "provisional_part" if reviewed else "provisional"


def page_words(reading: Reading, accounts: Iterable[Account]) -> str:
    """What of the figures of a page is provisional, and what moves them; empty where there is nothing posted."""
    found = list(accounts)
    posted = sum(account.posted for account in found)
    unreviewed = sum(account.unreviewed for account in found)
    if not posted:
        return ""
    reviewed = "all" if not unreviewed else "none" if unreviewed == posted else "some"
    lexicon = display()
    words = lexicon.say(f"reviewed_{reviewed}", reviewed=f"{posted - unreviewed:,}", posted=f"{posted:,}")
    if not unreviewed:
        return words
    unproved = sum(account.unproved for account in found)
    if not unproved and reading.posting == POSTINGS[0]:
        return words
    return f"{words} {lexicon.say(f'posting_{reading.posting}', unproved=f'{unproved:,}')}"


def account_words(account: Account) -> str:
    """How much of one account a person has reviewed; empty where nothing of it."""
    if not account.provisional and account.posted:
        return display().phrases["note_reviewed"]
    reviewed = account.posted - account.unreviewed
    return display().say("note_reviewed_part", reviewed=reviewed, posted=account.posted) if reviewed else ""


def account_detail(account: Account) -> str:
    """The same with what rests on rules that have not proved themselves; empty where all of it is reviewed."""
    if not account.unreviewed:
        return ""
    counts = {"unreviewed": account.unreviewed, "unproved": account.unproved, "posted": account.posted}
    return display().say("note_provisional", **counts)
