-- Which workers live.
-- KEYS[1]  a sorted set: worker → until when it is taken to live
-- ARGV     clock offset in ms (tests), worker, ttl in ms (0 signs off)
-- returns  how many live
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[1])
redis.call('ZADD', KEYS[1], clock + tonumber(ARGV[3]), ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', clock)
return redis.call('ZCARD', KEYS[1])
