-- Finds chats whose timer is due.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, now, about how many are wanted, how many buckets may be looked at
-- returns  1 when there may be more to find now or 0, then n × (field, due at)
-- guarantee: a bit goes only when nothing of its bucket is due any more: a timer stays until a commit moved it
local prefix, now, wanted, patience = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local found = { 0 }

-- Every record of a bucket that has a timer at or before `untilAt` (and, for later ones, is filed more finely).
local function look(bucket, untilAt, isFine)
  local isDue = false
  local members = redis.call('HGETALL', prefix .. 's:' .. bucket)
  for i = 1, #members, 2 do
    local dueAt = timerOf(members[i + 1])
    if dueAt > 0 and dueAt <= untilAt then
      if isFine then
        isDue = true
        found[#found + 1] = members[i]
        found[#found + 1] = string.format('%.0f', dueAt)
      else
        fileTimer(prefix, now, dueAt, bucket)
      end
    end
  end
  return isDue
end

local function endOf(slot)
  local unit, n = string.sub(slot, 1, 1), tonumber(string.sub(slot, 2))
  if unit == 'm' then
    return n * minuteMs, true
  end
  return (n + 1) * (unit == 'h' and hourMs or dayMs) - 1, false
end

-- @returns false when patience ran out before the bitmap's end
local function through(slot)
  local key = prefix .. 't:' .. slot
  local untilAt, isFine = endOf(slot)
  local bitmap = redis.call('GET', key) or ''
  local isEmpty = true
  for at = 1, #bitmap do
    local byte = string.byte(bitmap, at)
    -- Most buckets are done with while the last of a minute are gone through.
    for bit = byte > 0 and 7 or -1, 0, -1 do
      if byte >= 2 ^ bit then
        byte = byte - 2 ^ bit
        if patience == 0 or #found > wanted * 2 then
          return false
        end
        patience = patience - 1
        local bucket = (at - 1) * 8 + 7 - bit
        if look(bucket, untilAt, isFine) then
          isEmpty = false
        else
          redis.call('SETBIT', key, bucket, 0)
        end
      end
    end
  end
  if isEmpty then
    redis.call('DEL', key)
    redis.call('ZREM', prefix .. 't', slot)
  end
  return true
end

-- Going through hours and days files minutes that may be due at once: look again until nothing new comes.
local seen = {}
local isNew = true
while isNew do
  isNew = false
  for _, slot in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 't', '-inf', ARGV[2])) do
    if not seen[slot] then
      seen[slot], isNew = true, true
      if not through(slot) then
        found[1] = 1
        return found
      end
    end
  end
end
return found
