"""What nbgrader knows for everyone on the hub, students and instructor: the course, and its exchange."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821  nbgrader puts it there

c.CourseDirectory.course_id = "off-target"
c.CourseDirectory.ignore.append("my-exports")  # somebody's downloads are handed in by nobody
c.Exchange.root = "/srv/off-target/exchange"
