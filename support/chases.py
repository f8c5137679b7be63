"""What is sent about a promise, to whom and when (R54, R66, R84). A new reminder is one row here.

Stages of the same shift are chased in hours, at any hour; all others in days, in the morning.
"""

from people.chasing import DAY, HOUR, OWNER, PERSON, UP, Chase, Clock

SAME_SHIFT = Clock(
    rows=(
        Chase("due", -HOUR, {OWNER: "Support for a colleague is due before the end of this shift."}),
        Chase("due", 0 * HOUR, {OWNER: "Support for a colleague was due this shift. Please see to it now."}),
        Chase("due", 2 * HOUR, {UP: "Support due this shift is not recorded. Please step in now."}),
        Chase("due", 6 * HOUR, {UP: "Support due is still not recorded. Please step in now."}),
    ),
    pause=HOUR,
    again=DAY,
    urgent=True,
)

STAGE = Clock(
    rows=(
        Chase("opens", 0 * DAY, {OWNER: "It is time to think about a colleague's next step of support."}),
        Chase("due", -2 * DAY, {OWNER: "A colleague's step of support is due within two days."}),
        Chase(
            "due",
            0 * DAY,
            {OWNER: "A colleague's support is past its time. Please see what they need today."},
        ),
        Chase("due", 2 * DAY, {UP: "A colleague's support is past its time. Please step in."}),
        Chase("due", 5 * DAY, {UP: "A colleague's support is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

CHECK_IN = Clock(
    rows=(
        Chase(
            "due",
            -DAY,
            {
                PERSON: "We would like to know how you are. Answer only if you want to.",
                OWNER: "A welfare check-in with a colleague is due today.",
            },
        ),
        Chase("due", 3 * DAY, {OWNER: "A check-in has had no answer. Please call or see your colleague."}),
        Chase("due", 5 * DAY, {UP: "A check-in with a colleague is past its time. Please step in."}),
        Chase("due", 8 * DAY, {UP: "A check-in with a colleague is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

HELP = Clock(
    rows=(
        Chase("due", -2 * DAY, {OWNER: "Something you do for a colleague is due within two days."}),
        Chase(
            "due", 0 * DAY, {OWNER: "Something you do for a colleague is past its time. Please see to it."}
        ),
        Chase("due", 3 * DAY, {UP: "Help for a colleague is past its time. Please step in."}),
        Chase("due", 7 * DAY, {UP: "Help for a colleague is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

ACKNOWLEDGE = Clock(
    rows=(
        Chase("due", -2 * DAY, {OWNER: "A colleague is to hear from you within two working days."}),
        Chase("due", 0 * DAY, {OWNER: "A colleague should have heard from you by now. Please see to it."}),
        Chase("due", 5 * DAY, {UP: "A colleague has not heard from a senior leader. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

# Due three days before the day itself, so both hear of it in time.
COURT_DAY = Clock(
    rows=(
        Chase(
            "due",
            -DAY,
            {
                PERSON: "A day that you asked to be reminded of is near. You can see more after you sign in.",
                OWNER: "A day that matters to a colleague is near. Please see that all is ready.",
            },
        ),
        Chase("due", DAY, {UP: "A day that matters to a colleague is near. Please see that all is ready."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

SESSION = Clock(
    rows=(
        Chase("opens", 0 * DAY, {OWNER: "Please record who came to a meeting you led."}),
        Chase("due", 0 * DAY, {OWNER: "Who came to a meeting you led is still to be recorded."}),
        Chase("due", 2 * DAY, {UP: "A colleague's support is past its time. Please step in."}),
        Chase("due", 5 * DAY, {UP: "A colleague's support is still past its time. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)

TEAM_CHECK_IN = Clock(
    rows=(
        Chase("due", -DAY, {OWNER: "It is time to ask a team how they are."}),
        Chase("due", 3 * DAY, {OWNER: "A team has not been asked yet how they are. Please ask them."}),
        Chase("due", 7 * DAY, {UP: "A team has not been asked how they are. Please step in."}),
    ),
    pause=DAY,
    again=7 * DAY,
)
