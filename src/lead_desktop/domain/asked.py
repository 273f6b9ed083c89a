"""When police, a court or a lawyer asks: calm steps, with the words to say (domain 3.4, 3.8).

Steps follow 42 CFR part 2: 2.13(c) (neither confirm nor deny), 2.61 to 2.67 (orders), 2.51, 2.12(c)(5) and (6).
"""

from dataclasses import dataclass

from lead_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class AskedStep:
    """One step: what to do, and the words to say where there are any."""

    title: str
    icon: str
    do: tuple[str, ...]
    say: str = ""


TITLE = N_("When police, a court or a lawyer asks")
LEAD = N_("Stay calm and kind. Nobody has to answer on the spot, and a subpoena is not enough.")
SAY = N_("You can say:")
FOR_LAWYER = N_("These steps follow federal rules (42 CFR part 2). Please let the program's own lawyer read them.")

STEPS: tuple[AskedStep, ...] = (
    AskedStep(
        N_("Say neither yes nor no"), "message-circle",
        (N_("That holds for police, lawyers, family and reporters alike: in person, by phone and by mail."),),
        N_("“I can neither confirm nor deny that anybody takes part here. I will pass your question on today.”"),
    ),
    AskedStep(
        N_("Ask for it on paper"), "file-text",
        (N_("Take a copy. Write down when it came and until when they want an answer."),),
        N_("“May I have your name, your office and a number, and the paper if there is one?”"),
    ),
    AskedStep(
        N_("Look at what the paper is"), "search",
        (
            N_("A question, a call or a letter: nothing is given."),
            N_("A subpoena, also one that a clerk or a lawyer signed: not enough. It is passed on, never ignored."),
            N_("A search warrant: do not stand in the way, lock the laptop, say what is protected, call at once."),
            N_("An order of a court that names these records: the privacy officer reads it first."),
            N_("The person's own consent for a proceeding: a paper of its own, signed for just that."),
        ),
    ),
    AskedStep(
        N_("Pass it on"), "phone",
        (
            N_("Write the request down here, and call the privacy officer. Nothing leaves for it before they say so."),
            N_("They speak with the program's lawyer, answer in time, and write down what was answered."),
        ),
        N_("“The person who answers such requests will be in touch with you by then.”"),
    ),
    AskedStep(
        N_("Tell the person, where that is safe and allowed"), "user-round",
        (N_("They can speak with their own lawyer, and ask for the list of what was shared at any time."),),
        N_("“Somebody asked for papers about you. We gave nothing. Would you like to speak with a lawyer?”"),
    ),
    AskedStep(
        N_("In court"), "scale",
        (N_("Only what an order or the person's own consent covers. You may say, truthfully, that you have nothing "
            "helpful to add."),),
    ),
    AskedStep(
        N_("What needs no consent"), "life-buoy",
        (
            N_("Danger to life: call 911, and tell medical people what they need to know. Write it down afterwards."),
            N_("A crime here, or against somebody who works here: what happened, the person's name, address and where "
               "they were last. No more than that."),
            N_("A child is being hurt: report that, and send no papers along."),
        ),
    ),
)  # fmt: skip
