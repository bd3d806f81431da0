-- Lives of a partition: its epoch, what waits for the archive, what comes back from it.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, verb, then by verb:
--          'life' a new name → the life's name, epoch or '', 1 while restoring
--          'begin' life epoch nextNumber firstOfEpoch isRestoring → 1, or 0 when it is another life or begun already
--          'end' epoch → 1, or 0 in another epoch
--          'changed' limit → epoch, then n × (field, record, its session where it lies elsewhere or '')
--          'archived' epoch n × (field, number, revision) → how many marks went
--          'back' epoch now largest n × (field, record) → how many were put back
--          'sums' epoch after upTo n × (key, by) → 1, or 0 when another page is due
--          'standing' → life, epoch, restoring, counted, next, sequence, archived, fence, rows, changed
--          'mark' from to → number of buckets: marks the chats of these buckets as changed
-- guarantee: nothing is done in another epoch or life than the one named
local prefix, verb = ARGV[1], ARGV[2]
local meta = prefix .. 'meta'
local function get(...)
  return unpack(redis.call('HMGET', meta, ...))
end

if verb == 'life' then
  redis.call('HSETNX', meta, 'life', ARGV[3])
  local life, epoch, restoring = get('life', 'epoch', 'restoring')
  return { life, epoch or '', restoring or '0' }
end

local function raise(key, field, least)
  if tonumber(redis.call('HGET', key, field) or 0) < tonumber(least) then
    redis.call('HSET', key, field, least)
  end
end

if verb == 'begin' then
  local life, epoch = get('life', 'epoch')
  if life ~= ARGV[3] or epoch then
    return { '0' }
  end
  redis.call('HSET', meta, 'epoch', ARGV[4])
  raise(meta, 'next', ARGV[5])
  raise(meta, 'sequence', ARGV[6])
  raise(meta, 'archived', ARGV[6])
  -- Whoever took the lease of the empty partition must ask again: its fence is too low.
  raise(prefix .. 'lease', 'fence', ARGV[6])
  -- And no courier need look for rows below.
  raise(prefix .. 'lease', 'low', ARGV[6])
  redis.call('HDEL', prefix .. 'lease', 'owner', 'until')
  if ARGV[7] == '1' then
    redis.call('HSET', meta, 'restoring', 1)
  end
  return { '1' }
end

if verb == 'standing' then
  local life, epoch, restoring, counted, number, sequence, archived =
    get('life', 'epoch', 'restoring', 'counted', 'next', 'sequence', 'archived')
  return {
    life or '', epoch or '', restoring or '0', counted or '', number or '0', sequence or '0', archived or '0',
    redis.call('HGET', prefix .. 'lease', 'fence') or '0',
    tostring(redis.call('LLEN', prefix .. 'r')), tostring(redis.call('SCARD', prefix .. 'changed')),
  }
end

local buckets = tonumber(redis.call('HGET', meta, 'buckets') or 1)
local level = levelOf(buckets)
local function keyOf(field)
  return prefix .. 's:' .. bucketOf(field, buckets, level)
end

if verb == 'changed' then
  local found = { redis.call('HGET', meta, 'epoch') or '' }
  for _, field in ipairs(redis.call('SRANDMEMBER', prefix .. 'changed', ARGV[3])) do
    local record = redis.call('HGET', keyOf(field), field)
    if record then
      found[#found + 1] = field
      found[#found + 1] = record
      found[#found + 1] = has(record, elsewhereFlag) and redis.call('GET', prefix .. 'S:' .. field) or ''
    end
  end
  return found
end

if verb == 'mark' then
  for bucket = tonumber(ARGV[3]), math.min(tonumber(ARGV[4]), buckets) - 1 do
    for _, field in ipairs(redis.call('HKEYS', prefix .. 's:' .. bucket)) do
      redis.call('SADD', prefix .. 'changed', field)
    end
  end
  return { tostring(buckets) }
end

if redis.call('HGET', meta, 'epoch') ~= ARGV[3] then
  return { '0' }
end

if verb == 'end' then
  redis.call('HDEL', meta, 'restoring', 'counted')
  redis.call('DEL', prefix .. 'gone')
  return { '1' }
end

if verb == 'archived' then
  local forgotten = 0
  for i = 4, #ARGV, 3 do
    local record = redis.call('HGET', keyOf(ARGV[i]), ARGV[i])
    local number, revision
    if record then
      number, revision = struct.unpack('>I4I4', record, 4)
    end
    if not record or (number == tonumber(ARGV[i + 1]) and revision == tonumber(ARGV[i + 2])) then
      forgotten = forgotten + redis.call('SREM', prefix .. 'changed', ARGV[i])
    end
  end
  return { tostring(forgotten) }
end

if redis.call('HGET', meta, 'restoring') ~= '1' then
  return { '0' }
end

if verb == 'sums' then
  if (redis.call('HGET', meta, 'counted') or '') ~= ARGV[4] then
    return { '0' }
  end
  for i = 6, #ARGV, 2 do
    redis.call('HINCRBY', prefix .. 'c', ARGV[i], ARGV[i + 1])
  end
  redis.call('HSET', meta, 'counted', ARGV[5])
  return { '1' }
end

-- back
local now, largest, back = tonumber(ARGV[4]), tonumber(ARGV[5]), 0
for i = 6, #ARGV, 2 do
  local field, record = ARGV[i], ARGV[i + 1]
  local number = string.format('%.0f', (struct.unpack('>I4', record, 4)))
  if redis.call('HEXISTS', keyOf(field), field) == 0 and redis.call('SISMEMBER', prefix .. 'gone', number) == 0 then
    if #record > largest then
      local length = headLength(record)
      redis.call('SET', prefix .. 'S:' .. field, string.sub(record, length + 1))
      local flags = string.char(string.byte(record, 23) + elsewhereFlag)
      record = string.sub(record, 1, 22) .. flags .. string.sub(record, 24, length)
    end
    local bucket = bucketOf(field, buckets, level)
    redis.call('HSET', prefix .. 's:' .. bucket, field, record)
    local dueAt, code = timerOf(record), codeOf(record)
    if dueAt > 0 then
      fileTimer(prefix, now, dueAt, bucket)
    end
    if code then
      redis.call('HSET', codesKey(prefix, code, buckets, level), code, field)
    end
    back = back + 1
    local chats = redis.call('HINCRBY', meta, 'chats', 1)
    while chats > buckets * chatsPerBucket do
      buckets = openBucket(prefix, now, buckets)
      level = levelOf(buckets)
    end
  end
end
return { tostring(back) }
