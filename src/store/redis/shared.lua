-- What several scripts need; put before each of them. A record's layout stands in store/record.ts.

-- Chats lie in buckets of about this many, so that a bucket stays a compact list and none is nearly empty,
-- however many chats there are: the number of buckets grows by one each time so many chats have come
-- (linear hashing: Litwin, "A new tool for file and table addressing", 1980).
local chatsPerBucket = 32

-- The highest power of two that is no more than the number of buckets.
local function levelOf(buckets)
  local level = 1
  while level * 2 <= buckets do
    level = level * 2
  end
  return level
end

local function placed(hash, buckets, level)
  local bucket = hash % (level * 2)
  return bucket < buckets and bucket or hash % level
end

local function bucketOf(field, buckets, level)
  return placed(tonumber(string.sub(redis.sha1hex(field), 1, 8), 16), buckets, level)
end

-- Where a paper code leads to its chat: in as many buckets as there are of chats. A code's digest is its hash.
local function codesKey(prefix, code, buckets, level)
  return prefix .. 'k:' .. string.format('%d', placed((struct.unpack('>I4', code)), buckets, level))
end

local minuteMs, hourMs, dayMs = 60000, 3600000, 86400000

-- Files a due time: sets the bucket's bit in the bitmap of its minute; of its hour or day while that is far.
-- The index `t` holds, by the moment at which a bitmap must be looked at, those that have bits.
local function fileTimer(prefix, now, dueAt, bucket)
  local slot, lookAt
  if dueAt - now <= 2 * hourMs then
    local minute = math.ceil(dueAt / minuteMs)
    slot, lookAt = string.format('m%d', minute), minute * minuteMs
  elseif dueAt - now <= 2 * dayMs then
    local hour = math.floor(dueAt / hourMs)
    slot, lookAt = string.format('h%d', hour), (hour - 1) * hourMs
  else
    local day = math.floor(dueAt / dayMs)
    slot, lookAt = string.format('d%d', day), (day - 1) * dayMs
  end
  if redis.call('SETBIT', prefix .. 't:' .. slot, bucket, 1) == 0 then
    redis.call('ZADD', prefix .. 't', string.format('%d', lookAt), slot)
  end
end

-- A record's head: where its parts are.
local function timerOf(record)
  local high, low = struct.unpack('>I2I4', record, 12)
  return high * 4294967296 + low
end

local codeFlag, elsewhereFlag, spilledFlag = 1, 2, 4
local function has(record, flag)
  return math.floor(string.byte(record, 23) / flag) % 2 == 1
end

local function headLength(record)
  return 24 + string.byte(record, 24) + (has(record, spilledFlag) and 3 or 0) + (has(record, codeFlag) and 9 or 0)
end

local function codeOf(record)
  if not has(record, codeFlag) then
    return nil
  end
  local length = headLength(record)
  return string.sub(record, length - 8, length)
end

-- Opens the next bucket, of chats and of codes, and moves there who now belongs there.
local function openBucket(prefix, now, buckets)
  local level = levelOf(buckets)
  local grown = buckets + 1
  local grownLevel = levelOf(grown)
  local from = buckets - level
  local members = redis.call('HGETALL', prefix .. 's:' .. from)
  for i = 1, #members, 2 do
    local field, record = members[i], members[i + 1]
    local bucket = bucketOf(field, grown, grownLevel)
    if bucket ~= from then
      redis.call('HSET', prefix .. 's:' .. bucket, field, record)
      redis.call('HDEL', prefix .. 's:' .. from, field)
      local dueAt = timerOf(record)
      if dueAt > 0 then
        fileTimer(prefix, now, dueAt, bucket)
      end
    end
  end
  local codes = redis.call('HGETALL', prefix .. 'k:' .. from)
  for i = 1, #codes, 2 do
    local key = codesKey(prefix, codes[i], grown, grownLevel)
    if key ~= prefix .. 'k:' .. from then
      redis.call('HSET', key, codes[i], codes[i + 1])
      redis.call('HDEL', prefix .. 'k:' .. from, codes[i])
    end
  end
  redis.call('HSET', prefix .. 'meta', 'buckets', grown)
  return grown
end
