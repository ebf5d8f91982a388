-- Which versions of its flow, kamelets and files a run used: digests. Null of runs before this, and of those that never began.
alter table ledger.run add column versions jsonb;
