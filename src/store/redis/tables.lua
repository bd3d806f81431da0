-- The small tables of a partition.
-- KEYS[1]  any key of the partition, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, clock offset in ms (tests), verb, then by verb:
--          'count' key windowMs by → how much in the window, never below 0
--          'keep' name text isNew before → 1 when the note read as before and is now text, else 0; isNew '1': was never written
--          'strike' address update keptMs → how often it has failed
--          'line' address sequence line at kept keptMs → 1 when it was added, 0 when it was there
-- guarantee: one call, all or nothing
local prefix, verb = ARGV[1], ARGV[3]
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[2])

-- A count and the end of its window as one value, `n:until`.
local function raised(value, lengthMs, renews, by)
  local n, untilAt = 0, 0
  if value then
    n, untilAt = string.match(value, '(%d+):(%d+)')
    n, untilAt = tonumber(n), tonumber(untilAt)
  end
  if untilAt <= clock then
    n, untilAt = 0, clock + lengthMs
  end
  if renews then
    untilAt = clock + lengthMs
  end
  n = math.max(0, n + by)
  return n, string.format('%d:%.0f', n, untilAt)
end

if verb == 'count' then
  local key = prefix .. 'n:' .. ARGV[4]
  local n, value = raised(redis.call('GET', key), tonumber(ARGV[5]), false, tonumber(ARGV[6]))
  redis.call('SET', key, value, 'PX', math.max(1, tonumber(ARGV[5])))
  return n
end

if verb == 'keep' then
  local key = prefix .. 'note:' .. ARGV[4]
  local found = redis.call('GET', key)
  if ARGV[6] == '1' then
    if found then return 0 end
  elseif found ~= ARGV[7] then
    return 0
  end
  redis.call('SET', key, ARGV[5])
  return 1
end

if verb == 'strike' then
  local key = prefix .. 'x:' .. ARGV[4]
  local n, value = raised(redis.call('HGET', key, ARGV[5]), tonumber(ARGV[6]), true, 1)
  redis.call('HSET', key, ARGV[5], value)
  redis.call('PEXPIRE', key, ARGV[6])
  return n
end

-- line
local log, sequence = prefix .. 'w:' .. ARGV[4], ARGV[5]
local isNew = redis.call('ZCOUNT', log, sequence, sequence) == 0
if isNew then
  redis.call('ZADD', log, sequence, ARGV[6])
end
redis.call('ZREMRANGEBYRANK', log, 0, -1 - tonumber(ARGV[8]))
while true do
  local oldest = redis.call('ZRANGE', log, 0, 0)[1]
  if not oldest or cjson.decode(oldest).at > tonumber(ARGV[7]) - tonumber(ARGV[9]) then
    break
  end
  redis.call('ZREMRANGEBYRANK', log, 0, 0)
end
redis.call('PEXPIRE', log, ARGV[9])
if isNew then
  redis.call('PUBLISH', 'banhoc:hints', 'l' .. ARGV[4])
end
return isNew and 1 or 0
