-- What couriers do with a partition's rows, under its lease.
-- KEYS[1]  any key of the partition, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, clock offset in ms (tests), verb, then by verb:
--          'acquire' owner leaseMs → fence, or 0 while another holds it
--          'renew' owner fence leaseMs → 1, or 0 when it was lost · 'release' owner fence
--          'due' owner fence now limit → n × (sequence, address, body, attempts, unknowns)
--          'begin' owner fence sequence… → 1, or 0: do not send
--          'settle' owner fence n × ('done' sequence | 'retry' sequence notBeforeAt isUnknown) → 1, or 0: nothing settled
-- guarantee: an owner whose fence is not the newest changes nothing
local prefix, verb = ARGV[1], ARGV[3]
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[2])
local lease = prefix .. 'lease'
local owner, fence, untilAt = unpack(redis.call('HMGET', lease, 'owner', 'fence', 'until'))
fence = tonumber(fence or 0)
untilAt = tonumber(untilAt or 0)

if verb == 'acquire' then
  if owner and owner ~= ARGV[4] and untilAt > clock then
    return 0
  end
  redis.call('HSET', lease, 'owner', ARGV[4], 'fence', fence + 1, 'until', clock + tonumber(ARGV[5]))
  return fence + 1
end

local isMine = owner == ARGV[4] and fence == tonumber(ARGV[5])
if verb == 'renew' or verb == 'release' then
  if not isMine then
    return 0
  end
  redis.call('HSET', lease, 'until', verb == 'renew' and clock + tonumber(ARGV[6]) or 0)
  return 1
end

if verb == 'due' then
  if not isMine then
    return {}
  end
  local now = ARGV[6]
  for _, address in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'held', '-inf', now)) do
    redis.call('ZREM', prefix .. 'held', address)
    for _, sequence in ipairs(redis.call('LRANGE', prefix .. 'q:' .. address, 0, -1)) do
      redis.call('ZADD', prefix .. 'ready', sequence, sequence)
    end
  end
  local found = {}
  for _, sequence in ipairs(redis.call('ZRANGE', prefix .. 'ready', 0, tonumber(ARGV[7]) - 1)) do
    local row = redis.call('HMGET', prefix .. 'o:' .. sequence, 'a', 'b', 'n', 'u', 's')
    if row[1] then
      -- A row found half sent was begun by a holder that did not live to say how it ended.
      for _, value in ipairs({ sequence, row[1], row[2], row[3], tonumber(row[4]) + tonumber(row[5]) }) do
        found[#found + 1] = tostring(value)
      end
    end
  end
  return found
end

if verb == 'begin' then
  if not isMine or untilAt <= clock then
    return 0
  end
  for i = 6, #ARGV do
    local row = prefix .. 'o:' .. ARGV[i]
    if redis.call('EXISTS', row) == 1 then
      redis.call('HINCRBY', row, 'n', 1)
      redis.call('HINCRBY', row, 'u', redis.call('HGET', row, 's'))
      redis.call('HSET', row, 's', 1)
    end
  end
  return 1
end

-- settle
if not isMine then
  return 0
end
local i = 6
while i <= #ARGV do
  local sequence = ARGV[i + 1]
  local row = prefix .. 'o:' .. sequence
  local address = redis.call('HGET', row, 'a')
  if ARGV[i] == 'done' then
    if address then
      redis.call('ZREM', prefix .. 'ready', sequence)
      redis.call('LREM', prefix .. 'q:' .. address, 1, sequence)
      redis.call('DEL', row)
      redis.call('HINCRBY', prefix .. 'meta', 'rows', -1)
      -- Whoever has no rows left waits for nothing.
      if redis.call('EXISTS', prefix .. 'q:' .. address) == 0 then
        redis.call('ZREM', prefix .. 'held', address)
      end
    end
    i = i + 2
  else
    if address then
      redis.call('HSET', row, 's', 0)
      redis.call('HINCRBY', row, 'u', ARGV[i + 3])
      redis.call('ZADD', prefix .. 'held', ARGV[i + 2], address)
      for _, other in ipairs(redis.call('LRANGE', prefix .. 'q:' .. address, 0, -1)) do
        redis.call('ZREM', prefix .. 'ready', other)
      end
    end
    i = i + 4
  end
end
return 1
