"""What the station has to do with the bureaus: statements, posted lists, funders, reports."""
