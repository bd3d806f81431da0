-- Which chat of a partition a paper code opens.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, the code's digest (nine bytes)
-- returns  the chat's field or '', 1 while chats may lie in the archive only or 0
local prefix, code = ARGV[1], ARGV[2]
local buckets, isRestoring = unpack(redis.call('HMGET', prefix .. 'meta', 'buckets', 'restoring'))
buckets = tonumber(buckets or 1)
local field = redis.call('HGET', codesKey(prefix, code, buckets, levelOf(buckets)), code)
return { field or '', isRestoring == '1' and 1 or 0 }
