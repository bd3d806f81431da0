-- The rows of a partition that wait for the archive: a list whose head has the position `archived` - length + 1.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, 'read' limit → position of the first, rows… · prefix, 'drop' through → how many went
-- guarantee: dropping twice drops once
local prefix, verb, n = ARGV[1], ARGV[2], tonumber(ARGV[3])
local length = redis.call('LLEN', prefix .. 'r')
local first = tonumber(redis.call('HGET', prefix .. 'meta', 'archived') or 0) - length + 1
if verb == 'read' then
  local rows = redis.call('LRANGE', prefix .. 'r', 0, n - 1)
  table.insert(rows, 1, string.format('%.0f', first))
  return rows
end
local count = math.max(0, math.min(length, n - first + 1))
if count > 0 then
  redis.call('LTRIM', prefix .. 'r', count, -1)
end
return { count }
