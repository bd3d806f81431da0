-- Saves a batch of steps of one partition, each chat at most once.
-- KEYS[1]  any key of the partition, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, now, partition, count of steps, then for each step:
--          address, bucket, 'save' | 'erase', number or '', revision or '', record, 'own' | 'bucket', timerAt or '',
--          n, n × (hash, expiresAt); n, n × row; n, n × (archive id, row); code hash or ''; n, n × (counter, by)
-- returns  for each step 1 (committed) or 0 (stale)
-- guarantee: every chat's number and revision are compared before the first write; a stale step leaves no trace
local prefix, now, partition = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local at = 4
local function take()
  at = at + 1
  return ARGV[at]
end
local function takeList(width)
  local list = {}
  for i = 1, tonumber(take()) do
    local entry = {}
    for j = 1, width do
      entry[j] = take()
    end
    list[i] = entry
  end
  return list
end

local function recordOf(step)
  return redis.call('HGET', prefix .. 's:' .. step.bucket, step.address)
    or redis.call('GET', prefix .. 'S:' .. step.address)
end

local steps, results = {}, {}
for i = 1, tonumber(ARGV[4]) do
  local step = {
    address = take(),
    bucket = take(),
    kind = take(),
    number = take(),
    revision = take(),
    record = take(),
    place = take(),
    timerAt = take(),
    spilled = takeList(2),
    rows = takeList(1),
    archive = takeList(2),
    code = take(),
    counters = takeList(2),
  }
  local found = recordOf(step)
  if step.number == '' then
    results[i] = found and 0 or 1
  elseif not found then
    results[i] = 0
  else
    local number, revision = struct.unpack('>I4I4', found, 2)
    results[i] = (number == tonumber(step.number) and revision == tonumber(step.revision)) and 1 or 0
  end
  steps[i] = step
end

local function forgetCode(address)
  local old = redis.call('HGET', prefix .. 'ka', address)
  if old then
    redis.call('HDEL', prefix .. 'k', old)
    redis.call('HDEL', prefix .. 'ka', address)
  end
end

local function erase(step)
  redis.call('HDEL', prefix .. 's:' .. step.bucket, step.address)
  redis.call('DEL', prefix .. 'S:' .. step.address, prefix .. 'w:' .. step.address, prefix .. 'x:' .. step.address)
  if step.number ~= '' then
    redis.call('DEL', prefix .. 'd:' .. step.number)
    redis.call('HINCRBY', prefix .. 'meta', 'chats', -1)
  end
  redis.call('ZREM', prefix .. 't', step.address)
  redis.call('ZREM', prefix .. 'held', step.address)
  local queue = prefix .. 'q:' .. step.address
  for _, sequence in ipairs(redis.call('LRANGE', queue, 0, -1)) do
    redis.call('ZREM', prefix .. 'ready', sequence)
    redis.call('DEL', prefix .. 'o:' .. sequence)
    redis.call('HINCRBY', prefix .. 'meta', 'rows', -1)
  end
  redis.call('DEL', queue)
  forgetCode(step.address)
  for _, letter in ipairs(redis.call('LRANGE', prefix .. 'dead', 0, -1)) do
    if cjson.decode(letter).address == step.address then
      redis.call('LREM', prefix .. 'dead', 1, letter)
    end
  end
end

local function save(step)
  local record = step.record
  local number = step.number
  if number == '' then
    number = redis.call('HINCRBY', prefix .. 'meta', 'next', 1) - 1
    record = string.sub(record, 1, 1) .. struct.pack('>I4', number) .. string.sub(record, 6)
    redis.call('HINCRBY', prefix .. 'meta', 'chats', 1)
  end
  -- A large record would turn its whole bucket from a compact list into a hash table for good.
  if step.place == 'own' then
    redis.call('SET', prefix .. 'S:' .. step.address, record)
    redis.call('HDEL', prefix .. 's:' .. step.bucket, step.address)
  else
    redis.call('HSET', prefix .. 's:' .. step.bucket, step.address, record)
    redis.call('DEL', prefix .. 'S:' .. step.address)
  end
  if step.timerAt == '' then
    redis.call('ZREM', prefix .. 't', step.address)
  else
    redis.call('ZADD', prefix .. 't', step.timerAt, step.address)
  end
  local spills = prefix .. 'd:' .. number
  for _, entry in ipairs(step.spilled) do
    redis.call('HSET', spills, entry[1], entry[2])
    if redis.call('PTTL', spills) < tonumber(entry[2]) - now then
      redis.call('PEXPIRE', spills, math.max(1, tonumber(entry[2]) - now))
    end
  end
  if step.code ~= '' then
    forgetCode(step.address)
    redis.call('HSET', prefix .. 'k', step.code, step.address)
    redis.call('HSET', prefix .. 'ka', step.address, step.code)
  end
end

local hasRows = false
for i, step in ipairs(steps) do
  if results[i] == 1 then
    if step.kind == 'erase' then
      erase(step)
    else
      save(step)
    end
    local isHeld = redis.call('ZSCORE', prefix .. 'held', step.address)
    for _, row in ipairs(step.rows) do
      local sequence = redis.call('HINCRBY', prefix .. 'meta', 'sequence', 1)
      redis.call('HSET', prefix .. 'o:' .. sequence, 'a', step.address, 'b', row[1], 'n', 0, 'u', 0, 's', 0)
      redis.call('RPUSH', prefix .. 'q:' .. step.address, sequence)
      redis.call('HINCRBY', prefix .. 'meta', 'rows', 1)
      if not isHeld then
        redis.call('ZADD', prefix .. 'ready', sequence, sequence)
      end
      hasRows = true
    end
    for _, entry in ipairs(step.archive) do
      if redis.call('HSETNX', prefix .. 'rb', entry[1], entry[2]) == 1 then
        redis.call('ZADD', prefix .. 'r', redis.call('HINCRBY', prefix .. 'meta', 'archived', 1), entry[1])
      end
    end
    for _, entry in ipairs(step.counters) do
      redis.call('HINCRBY', prefix .. 'c', entry[1], entry[2])
    end
  end
end
if hasRows then
  redis.call('PUBLISH', 'banhoc:hints', 'r' .. partition)
end
return results
