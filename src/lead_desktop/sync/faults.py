"""Why a round did not end well, each with its own words; trouble of the way itself stands in wire.hub_api."""

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_


class NotEnrolled(LeadError):
    """This laptop has no hub, or not yet."""

    code = "not_enrolled"
    message = N_("This laptop is not connected to a hub yet.")


class MustEnrolAnew(LeadError):
    """The hub knows operations under this device's number that are not those here: a copy, or an old backup."""

    code = "must_enrol_anew"
    message = N_(
        "The hub does not recognise this laptop's count of changes, as happens after a restored backup. Your work is "
        "safe here. Ask your administrator for a new enrolment code."
    )


class NoLongerAllowed(LeadError):
    """The hub refuses this device for good."""

    code = "no_longer_allowed"
    message = N_("This laptop is no longer allowed to connect to the hub. Ask your administrator.")


class MustUpdate(LeadError):
    """The hub hands nothing to a program this old; what was typed here was sent."""

    code = "must_update"
    message = N_("This program is too old to receive from the hub. What you entered was sent. Please update.")


class WipeOrdered(LeadError):
    """A signed order of the hub was carried out."""

    code = "wiped"
    message = N_("Your administrator had the data on this laptop removed.")


class NotThisReply(LeadError):
    """The file is cut, altered, or the answer to another laptop."""

    code = "not_this_reply"
    message = N_("This file is not the hub's answer to this laptop. Nothing was changed.")
