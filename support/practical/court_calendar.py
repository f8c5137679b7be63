"""Days in court as calendar files. A calendar is read by others: it says "Appointment", the day, and nothing else."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from people.attachments import Attachment
from support.models import HelpEntry

WORDS = "Appointment"
MORE = "You can see more after you sign in."


def of_day(entry: HelpEntry) -> Attachment:
    """The whole day, with a reminder the day before (R89). What it is, and where, is not in it."""
    calendar, event, alarm = Calendar(), Event(), Alarm()
    calendar.add("prodid", "-//Aftercare//EN")
    calendar.add("version", "2.0")
    event.add("uid", f"{entry.help_id}.{entry.on:%Y%m%d}@aftercare")
    event.add("dtstamp", entry.at)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", WORDS)
    event.add("description", MORE)
    event.add("class", "PRIVATE")
    alarm.add("action", "DISPLAY")
    alarm.add("description", WORDS)
    alarm.add("trigger", timedelta(days=-1))
    event.add_component(alarm)
    calendar.add_component(event)
    return Attachment("appointment.ics", calendar.to_ical().decode(), "text/calendar")
