"""Everybody and everything invented for the tour. None of it may be found in any file of a profile."""

WORKER = "Marisol Quintana"
SIGN_IN = "marisol.quintana"
WEAK = "password"
PASSPHRASE = "copper kettle sings at dawn"
WRONG = "copper kettle sings at dusk"
AGENCY = "Casa Esperanza"

OFFICER = "Dorotea Halloran"
OFFICER_SIGN_IN = "dorotea.halloran"
OFFICER_PASSPHRASE = "granite ladder under seven moons"

POLICE = "Santa Fe Police"
COLLEAGUE = "Evangelina Trujeque"
COLLEAGUE_SIGN_IN = "evangelina.trujeque"

FIRST, LAST = "Íñigo", "Zaldívar"
ALIAS = "Chapulín"
PLACE = "Parque Amelia, junto a la fuente seca"
INCIDENT = "26-774411"

HALF_TYPED = "My sister Ximena lets me sleep on her porch when it rains"
STILL_TYPED = " and I would like a door of my own one day, with a garden for the dog Tocayo"
PROUD = "I fixed bicycles for the whole street"

STATEMENT = "I want quiet mornings and my dog beside me"
GOAL_HOME = "Quiero una puerta que sea mía, con sol por la mañana"
GOAL_SAFER = "I want to wake up every day, and never use alone behind the depot"
STEP_HOME = "Call the housing list at Saint Brigid together"
STEP_SAFER = "Pick up naloxone and show Ximena how it works"
CONTACT_NOTE = "Met under the Agua Fria bridge, brought dry socks"

NICKNAME_VAN = "Pajarito Quillango"
NICKNAME_DROP_IN = "Golondrino Bermejal"
CARD = "Comes to every Wednesday breakfast with his quillwort tea"

PLANTED = (
    WORKER, SIGN_IN, PASSPHRASE, WRONG, OFFICER, OFFICER_SIGN_IN, OFFICER_PASSPHRASE, FIRST, LAST, ALIAS,
    PLACE, INCIDENT, HALF_TYPED, STILL_TYPED, PROUD, STATEMENT, GOAL_HOME, GOAL_SAFER, STEP_HOME,
    STEP_SAFER, CONTACT_NOTE, "Quintana", "Ximena", "Tocayo", "Halloran", "Amelia",
    COLLEAGUE, COLLEAGUE_SIGN_IN, NICKNAME_VAN, NICKNAME_DROP_IN, CARD, "Trujeque",
)  # fmt: skip
