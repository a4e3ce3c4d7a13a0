-- The oldest transaction whose doing this snapshot may not show (manual, "System Information Functions").
SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
