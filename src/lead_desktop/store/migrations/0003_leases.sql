-- That a scope is hidden for want of contact stands beside what is known of it: one that came in part is still in
-- part when it is shown again. Of what an earlier program hid nobody knows whether it was whole: it is asked for anew.
ALTER TABLE held ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
UPDATE held SET hidden = 1, state = 'incomplete' WHERE state = 'hidden';
CREATE INDEX held_hidden ON held(hidden) WHERE hidden <> 0;
