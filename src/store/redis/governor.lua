-- How fast one bot may send, shared by all processes.
-- KEYS[1]  the bot's key, a hash: `r` tokens of the bot as a whole, `b` of its bulk lane, `at` when they were
--          filled, `pr` `pb` until when each lane is paused, `h` until when replies go short
-- ARGV     now in ms or '' for Redis's clock, clock offset in ms (tests), verb, lane 'reply' | 'bulk', then by verb:
--          'take' wanted repliesPerSecond bulkPerSecond → granted, wait in ms before asking for the rest
--          'pause' forMs → 1
-- guarantee: what is granted, used within 20 ms of the asking, never exceeds the rate in any second; see
--          store/token-buckets.ts, which holds the same arithmetic
local fillShare, hungerMs = 0.96, 100
local now, verb, lane = tonumber(ARGV[1]), ARGV[3], ARGV[4]
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
end
now = now + tonumber(ARGV[2])
local function capacityOf(perSecond)
  return 1 + perSecond / 50
end
local function write(keptMs, ...)
  redis.call('HSET', KEYS[1], ...)
  redis.call('PEXPIRE', KEYS[1], math.ceil(keptMs))
end
local function exact(value)
  return string.format('%.6f', value)
end

local state = redis.call('HMGET', KEYS[1], 'r', 'b', 'at', 'pr', 'pb', 'h')
local pausedReply, pausedBulk, hungry = tonumber(state[4] or 0), tonumber(state[5] or 0), tonumber(state[6] or 0)

if verb == 'pause' then
  local field, old = 'pr', pausedReply
  if lane == 'bulk' then
    field, old = 'pb', pausedBulk
  end
  write(math.max(pausedReply, pausedBulk, now + tonumber(ARGV[5])) - now + 60000, field, exact(math.max(old, now + tonumber(ARGV[5]))))
  return 1
end

local wanted = tonumber(ARGV[5])
local perSecond = { tonumber(ARGV[6]), tonumber(ARGV[7]) }
local at = tonumber(state[3] or now)
local tokens = {}
for i = 1, 2 do
  local capacity = capacityOf(perSecond[i])
  local left = state[3] and tonumber(state[i]) or capacity
  tokens[i] = math.min(capacity, left + math.max(0, now - at) / 1000 * perSecond[i] * fillShare)
end
at = math.max(at, now)

local pausedMs = pausedReply - now
if lane == 'bulk' then
  pausedMs = math.max(pausedMs, pausedBulk - now, hungry - now)
end
local granted, waitMs = 0, 0
if pausedMs > 0 then
  waitMs = math.ceil(pausedMs)
else
  local lanes = lane == 'bulk' and 2 or 1
  granted = wanted
  for i = 1, lanes do
    granted = math.min(granted, math.floor(tokens[i] + 0.000001))
  end
  for i = 1, lanes do
    tokens[i] = tokens[i] - granted
  end
  if granted < wanted then
    -- Not for a single token: for what can be sent together; who got nothing comes back sooner.
    local share = granted > 0 and 2 or 4
    for i = 1, lanes do
      local enough = math.min(wanted - granted, math.max(1, math.floor(capacityOf(perSecond[i]) / share)))
      waitMs = math.max(waitMs, (enough - tokens[i]) / (perSecond[i] * fillShare) * 1000)
    end
    waitMs = math.max(1, math.ceil(waitMs))
    if lane == 'reply' then
      hungry = now + waitMs + hungerMs
    end
  end
end
write(math.max(pausedReply, pausedBulk, now) - now + 60000, 'r', exact(tokens[1]), 'b', exact(tokens[2]), 'at', exact(at), 'h', exact(hungry))
return { granted, waitMs }
