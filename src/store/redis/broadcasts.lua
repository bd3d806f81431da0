-- Writes a broadcast's record if it stands where the writer saw it.
-- KEYS[1]  a hash: id → the broadcast as JSON
-- ARGV     id, revision it must stand at (0: must be new), the broadcast
-- returns  1 when it was written, else 0
local known = redis.call('HGET', KEYS[1], ARGV[1])
local revision = known and cjson.decode(known).revision or 0
if revision ~= tonumber(ARGV[2]) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
