"""What acts hand out: frozen values of the store, named here so that screens need not know where things rest."""

from lead_desktop.store.drafts import Draft
from lead_desktop.store.records import Kept, Line, Opened
from lead_desktop.store.writing import Saved

__all__ = ["Draft", "Kept", "Line", "Opened", "Saved"]
