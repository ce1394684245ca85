"""Recomputes clocks.csv by other means than the program's: values from clock_values.csv (typed from the field's own table of
clocks), dates by the standard library and dateutil, holidays by the package `holidays`. Of clocks.toml it reads only what an
act adds to a clock: the ground of suspension, consecutive days, the later reading.

    python -m venv v && v/bin/pip install python-dateutil holidays
    v/bin/python crates/law/tests/oracle/clocks.py > crates/law/tests/clocks.csv    # from the root of the repository
"""
import csv
import datetime as dt
import re
import sys
import tomllib
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta

ZONE, UTC = ZoneInfo("Europe/Helsinki"), dt.timezone.utc
FINNISH = holidays.country_holidays("FI", years=range(2020, 2036))
HERE = "crates/law/tests/"


def off(day):
    return day.weekday() >= 5 or day in FINNISH


def real(wall):
    return wall.replace(tzinfo=ZONE).astimezone(UTC)


def end(period, start):
    wall = start.astimezone(ZONE).replace(tzinfo=None)
    if period.startswith("on "):
        return real(dt.datetime.fromisoformat(period[3:]) + dt.timedelta(days=1))
    if period == "before 1 March":
        return real(dt.datetime(wall.year + 1, 3, 1))
    number, unit = re.fullmatch(r"(\d+)([a-z]+)", period).groups()
    number = int(number)
    if unit == "h":
        return start + dt.timedelta(hours=number)
    if unit == "wd":
        while number:
            wall += dt.timedelta(days=1)
            number -= not off(wall.date())
        return real(wall)
    words = {"d": "days", "w": "weeks", "mo": "months", "y": "years"}
    return real(wall + relativedelta(**{words[unit]: number}))


def later(clock, period, start):
    """The later reading of Regulation 1182/71: no end on a day off, and two working days at least where there were two days."""
    if clock.get("counting") != "eu-1182-71" or period.endswith("h"):
        return ""
    first, last = start.astimezone(ZONE).date(), end(period, start).astimezone(ZONE).date()
    least = 1 if period in ("1d", "1wd") else 2
    worked = lambda: sum(not off(first + dt.timedelta(n)) for n in range(1, (last - first).days + 1))
    while off(last) or worked() < least:
        last += dt.timedelta(1)
    return str(last)


def extended(extension, period, start):
    if not extension:
        return "LAW-6.4"
    word, more = extension.split()
    return iso(end(more, start) if word == "to" else end(more, end(period, start)))


def iso(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


LEAP, SPRING, AUTUMN = local("2028-02-28T10:00"), local("2026-03-29T02:30"), local("2026-10-25T02:30")
BRIDGE = local("2026-12-23T15:00")
STOOD = local("2026-06-15T09:00"), local("2026-06-15T09:30"), local("2026-06-18T09:30")

values = {row["clock"]: row for row in csv.DictReader(open(HERE + "clock_values.csv"))}
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("clock,leap,spring,autumn,bridge,bridge_latest,suspended,extended".split(","))
for clock in tomllib.load(open("lawbook/clocks.toml", "rb"))["clock"]:
    row = values[clock["id"]]
    period = row["period"]
    start, stop, go = STOOD
    if not clock.get("suspension"):
        stood = "LAW-6.3"
    elif clock.get("consecutive"):
        stood = iso(end(period, go))
    else:
        stood = iso(end(period, start) + (go - stop))
    ends = [iso(end(period, at)) for at in (LEAP, SPRING, AUTUMN, BRIDGE)]
    more = extended(row["extension"], period, BRIDGE)
    out.writerow([clock["id"], *ends, later(clock, period, BRIDGE), stood, more])
