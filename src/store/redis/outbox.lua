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

local out, snd, hold = prefix .. 'out', prefix .. 'snd', prefix .. 'hold'
local function addressOf(value)
  return string.sub(value, string.find(value, '\n', 1, true) + 1)
end
local function begun(sequence)
  local n, u, s = string.match(redis.call('HGET', snd, sequence) or '0:0:0', '(%d+):(%d+):(%d+)')
  return tonumber(n), tonumber(u), tonumber(s)
end

if verb == 'due' then
  if not isMine then
    return {}
  end
  local held = {}
  local waits = redis.call('HGETALL', hold)
  for i = 1, #waits, 2 do
    if tonumber(waits[i + 1]) > tonumber(ARGV[6]) then
      held[waits[i]] = true
    else
      redis.call('HDEL', hold, waits[i])
    end
  end
  local sequences = redis.call('HKEYS', out)
  table.sort(sequences, function(a, b)
    return tonumber(a) < tonumber(b)
  end)
  local found = {}
  for _, sequence in ipairs(sequences) do
    if #found >= tonumber(ARGV[7]) * 5 then
      break
    end
    local value = redis.call('HGET', out, sequence)
    local address = addressOf(value)
    if not held[address] then
      local n, u, s = begun(sequence)
      -- A row found half sent was begun by a holder that did not live to say how it ended.
      for _, part in ipairs({ sequence, address, string.sub(value, 1, #value - #address - 1), n, u + s }) do
        found[#found + 1] = tostring(part)
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
    if redis.call('HEXISTS', out, ARGV[i]) == 1 then
      local n, u, s = begun(ARGV[i])
      redis.call('HSET', snd, ARGV[i], string.format('%d:%d:1', n + 1, u + s))
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
  if ARGV[i] == 'done' then
    redis.call('HDEL', out, sequence)
    redis.call('HDEL', snd, sequence)
    i = i + 2
  else
    local value = redis.call('HGET', out, sequence)
    if value then
      local n, u = begun(sequence)
      redis.call('HSET', snd, sequence, string.format('%d:%d:0', n, u + tonumber(ARGV[i + 3])))
      redis.call('HSET', hold, addressOf(value), ARGV[i + 2])
    end
    i = i + 4
  end
end
return 1
