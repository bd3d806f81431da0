-- What couriers do with a partition's rows, under its lease.
-- KEYS[1]  any key of the partition, for routing; all other keys begin with ARGV[1], the same hash tag:
--          `out` sequence → row as JSON, newline, address · `snd` of rows begun at least once, sequence →
--          attempts:unknowns:isSending:notBeforeAt (isSending `c<fence>`: begun by its commit) · `lease` owner, fence, until, and `low`: all rows through it are settled
-- ARGV     prefix, clock offset in ms (tests), verb, then by verb:
--          'acquire' owner leaseMs → fence, or 0 while another holds it
--          'renew' owner fence leaseMs → 1, or 0 when it was lost or given back · 'release' owner fence
--          'work' owner fence, after or '', through or '', limit, and in MessagePack, all sequences as text:
--            { done: sequence …, tried: sequence, notBeforeAt, isUnknown, isUncounted …, begin: sequence …,
--            begin again: sequence, its value in `snd` …, fetch: sequence … }
--          → 0 when the lease was lost, else { isRunning, gone, rows × (sequence, value, begun value or ''), readThrough, hasMore }
-- guarantee: an owner whose fence is not the newest changes nothing; all of 'work' happens or nothing
local prefix, verb = ARGV[1], ARGV[3]
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[2])
local lease, out, snd = prefix .. 'lease', prefix .. 'out', prefix .. 'snd'
local owner, fence, untilAt, low = unpack(redis.call('HMGET', lease, 'owner', 'fence', 'until', 'low'))
fence = tonumber(fence or 0)
untilAt = tonumber(untilAt or 0)
low = tonumber(low or 0)

if verb == 'acquire' then
  if owner and owner ~= ARGV[4] and untilAt > clock then
    return 0
  end
  redis.call('HSET', lease, 'owner', ARGV[4], 'fence', fence + 1, 'until', clock + tonumber(ARGV[5]))
  return fence + 1
end

if owner ~= ARGV[4] or fence ~= tonumber(ARGV[5]) then
  return 0
end

local function lastSequence()
  return tonumber(redis.call('HGET', prefix .. 'meta', 'sequence') or 0)
end
local function range(from, to)
  local list = {}
  for sequence = from, to do
    list[#list + 1] = sequence
  end
  return list
end

-- Moves `low` on, so that the next holder need not look through all that was ever sent.
local function raisedLow()
  local last = lastSequence()
  if redis.call('HLEN', out) == 0 then
    return last
  end
  local step = 16
  for _ = 1, 40 do
    if low >= last then
      break
    end
    local values = redis.call('HMGET', out, unpack(range(low + 1, math.min(last, low + step))))
    for _, value in ipairs(values) do
      if value then
        return low
      end
      low = low + 1
    end
    step = math.min(1000, step * 4)
  end
  return low
end

if verb == 'renew' then
  -- What was given back stays free, also when a renewal was on its way.
  if untilAt == 0 then
    return 0
  end
  redis.call('HSET', lease, 'until', clock + tonumber(ARGV[6]), 'low', raisedLow())
  return 1
end
if verb == 'release' then
  redis.call('HSET', lease, 'until', 0)
  return 1
end

-- work; Lua passes at most some thousand values at once: couriers ask for fewer
local done, tried, first, again, fetch = unpack(cmsgpack.unpack(ARGV[9]))
if #done > 0 then
  redis.call('HDEL', out, unpack(done))
  redis.call('HDEL', snd, unpack(done))
end

for i = 1, #tried, 4 do
  local sequence = tried[i]
  if redis.call('HEXISTS', out, sequence) == 1 then
    local attempts, unknowns = string.match(redis.call('HGET', snd, sequence) or '0:0:', '^(%d+):(%d+):')
    attempts, unknowns = math.max(0, attempts - tried[i + 3]), unknowns + tried[i + 2]
    redis.call('HSET', snd, sequence, string.format('%d:%d:0:%s', attempts, unknowns, tried[i + 1]))
  end
end

local isRunning, gone = untilAt > clock and 1 or 0, {}
local function begin(sequences, valueOf)
  if #sequences == 0 or isRunning == 0 then
    return
  end
  local begun = {}
  for i, sequence in ipairs(sequences) do
    -- One by one, and still cheaper than to read the rows themselves.
    if redis.call('HEXISTS', out, sequence) == 1 then
      begun[#begun + 1] = sequence
      begun[#begun + 1] = valueOf(i)
    else
      gone[#gone + 1] = tonumber(sequence)
    end
  end
  if #begun > 0 then
    redis.call('HSET', snd, unpack(begun))
  end
end
begin(first, function()
  return '1:0:1:0'
end)
local sequences, values = {}, {}
for i = 1, #again, 2 do
  sequences[#sequences + 1] = again[i]
  values[#values + 1] = again[i + 1]
end
begin(sequences, function(i)
  return values[i]
end)

local rows = {}
local hasBegun
local function hand(sequences)
  local values = redis.call('HMGET', out, unpack(sequences))
  if hasBegun == nil then
    hasBegun = redis.call('HLEN', snd) > 0
  end
  local begun = hasBegun and redis.call('HMGET', snd, unpack(sequences)) or {}
  local count = 0
  for i, value in ipairs(values) do
    if value then
      count = count + 1
      rows[#rows + 1] = sequences[i]
      rows[#rows + 1] = value
      rows[#rows + 1] = begun[i] or ''
    end
  end
  return count
end

if #fetch > 0 then
  hand(fetch)
end

local after, through, limit = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local readThrough, hasMore = tonumber(after) or 0, 0
if after ~= '' then
  local last = lastSequence()
  local untilSequence = math.min(through or last, last)
  readThrough = math.max(readThrough, low)
  if redis.call('HLEN', out) == 0 then
    readThrough = math.max(readThrough, untilSequence)
  end
  local count, looked = 0, 0
  while readThrough < untilSequence and count < limit and looked < 10000 do
    local to = math.min(untilSequence, readThrough + math.min(1000, limit - count))
    looked = looked + to - readThrough
    count = count + hand(range(readThrough + 1, to))
    readThrough = to
  end
  hasMore = readThrough < untilSequence and 1 or 0
end
return { isRunning, gone, rows, readThrough, hasMore }
