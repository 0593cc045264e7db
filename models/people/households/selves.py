"""Who is one person at several stations: a family that a change of boundaries handed over.

What was entered for them at one station counts for them at the other. A number that was
corrected since the family moved still tells who they were.
"""

SELVES = """
WITH RECURSIVE became (station_id, person_id, to_station_id, to_person_id) AS (
 SELECT o.station_id, o.id, n.station_id, n.id
 FROM boundary_household b CROSS JOIN person o CROSS JOIN person n
 WHERE b.to_station_id IS NOT NULL
 AND o.station_id = b.station_id AND o.household_id = b.household_id
 AND n.station_id = b.to_station_id AND n.id_number = o.id_number
 UNION
 SELECT o.station_id, o.id, f.station_id, f.person_id
 FROM boundary_household b CROSS JOIN person o CROSS JOIN former_number f
 WHERE b.to_station_id IS NOT NULL
 AND o.station_id = b.station_id AND o.household_id = b.household_id
 AND f.station_id = b.to_station_id AND f.id_number = o.id_number
),
twin (station_id, person_id, twin_station_id, twin_id) AS (
 SELECT station_id, person_id, to_station_id, to_person_id FROM became
 UNION ALL SELECT to_station_id, to_person_id, station_id, person_id FROM became
),
self (station_id, person_id, self_station_id, self_id) AS (
 SELECT p.station_id, p.id, p.station_id, p.id FROM person p WHERE {where}
 UNION
 SELECT s.station_id, s.person_id, t.twin_station_id, t.twin_id FROM self s
 JOIN twin t ON t.station_id = s.self_station_id AND t.person_id = s.self_id
)
"""
"""Begins a query that reads ``self``: chosen people ``p``, each with all that they are.

SQLite keeps the order of a CROSS JOIN: few have moved, so it begins with them.
"""
