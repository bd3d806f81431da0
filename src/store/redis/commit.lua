-- Saves a batch of steps of one partition, each chat at most once.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, now, partition, the committing process's name as courier ('' if it is none),
--          a batch in MessagePack: { counter names, steps, fence under which rows begin at once, clock offset in ms }, and behind it one by one what each step holds, in this order:
--          its field, its record (none for 'erase'), its rows, its archive rows. Each as an argument of its own, since
--          this Redis hashes every string that Lua makes from end to end: what is cut out of another is hashed twice.
--          step = { address, claim, kind, timerAt, spilled, number of rows, number of archive rows, counters,
--          places of the rows that begin at once }
--          claim: { epoch, number, revision } of the record it was made from · { epoch } nobody was there in that epoch ·
--          { } nobody is there · kind: 'in' the bucket, 'own' key, 'erase' · timerAt: 0 for none ·
--          spilled: { update, expiresAt, … } · a row: JSON, newline, address · an archive row: see archive-row-format.ts ·
--          counters: { place in the names, by, … }
-- returns  1 when those rows are begun (noted in `snd` of outbox.lua with the fence) or 0, then for each step -1 when it is stale, else the sequence of its first row (0 when it has none)
-- guarantee: every claim is compared before the first write; after it nothing can fail; a stale step leaves no trace
-- error    WIPED when the partition knows no epoch: nothing was written
local prefix, now, partition = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local meta = prefix .. 'meta'
local epochText, buckets, isRestoring = unpack(redis.call('HMGET', meta, 'epoch', 'buckets', 'restoring'))
if not epochText then
  return redis.error_reply('WIPED the store has lost what it held')
end
local epoch = tonumber(epochText)
buckets = tonumber(buckets or 1)
local level = levelOf(buckets)
local names, steps, beginFence, clockOffset = unpack(cmsgpack.unpack(ARGV[5]))

local function isAsClaimed(claim, found)
  if not found then
    return claim[2] == nil and (claim[1] == nil or claim[1] == epoch)
  end
  if claim[2] == nil then
    return false
  end
  local foundEpoch, number, revision = struct.unpack('>I2I4I4', found, 2)
  return foundEpoch == claim[1] and number == claim[2] and revision == claim[3]
end

local results, found = {}, {}
local at = 6
for i, step in ipairs(steps) do
  step.field = ARGV[at]
  at = at + 1
  if step[3] ~= 'erase' then
    step.record = ARGV[at]
    at = at + 1
  end
  step.at = at
  at = at + step[6] + step[7]
  step.bucket = bucketOf(step.field, buckets, level)
  local record = redis.call('HGET', prefix .. 's:' .. step.bucket, step.field)
  found[i] = record
  results[i] = isAsClaimed(step[2], record) and 0 or -1
end

local newChats, newNumbers, rowCount = 0, 0, 0
local nextNumber
local rows, changed, archive, sums, beginning = {}, {}, {}, {}, {}

local function forgetCode(record)
  local code = codeOf(record)
  if code then
    redis.call('HDEL', codesKey(prefix, code, buckets, level), code)
  end
end

local function forgetRows(address)
  if redis.call('HLEN', prefix .. 'out') == 0 then
    return
  end
  local all = redis.call('HGETALL', prefix .. 'out')
  for i = 1, #all, 2 do
    if string.sub(all[i + 1], string.find(all[i + 1], '\n', 1, true) + 1) == address then
      redis.call('HDEL', prefix .. 'out', all[i])
      redis.call('HDEL', prefix .. 'snd', all[i])
    end
  end
end

local function erase(step, bucket, record)
  local address, field = step[1], step.field
  redis.call('DEL', prefix .. 'w:' .. address, prefix .. 'x:' .. address)
  forgetRows(address)
  for _, letter in ipairs(redis.call('LRANGE', prefix .. 'dead', 0, -1)) do
    if cjson.decode(letter).address == address then
      redis.call('LREM', prefix .. 'dead', 1, letter)
    end
  end
  if record then
    redis.call('HDEL', prefix .. 's:' .. bucket, field)
    redis.call('DEL', prefix .. 'S:' .. field, prefix .. 'd:' .. string.format('%d', struct.unpack('>I4', record, 4)))
    redis.call('SREM', prefix .. 'changed', field)
    if isRestoring == '1' then
      -- The archive may still have it: whoever looks there must not put it back.
      redis.call('SADD', prefix .. 'gone', string.format('%d', (struct.unpack('>I4', record, 4))))
    end
    forgetCode(record)
    newChats = newChats - 1
  end
end

-- Ids that fell out of the record, oldest first, with the time until which each may come again; those past it go.
local function spill(number, spilled)
  local key = prefix .. 'd:' .. string.format('%d', number)
  local kept = redis.call('GET', key) or ''
  local from = 1
  while from < #kept and (string.byte(kept, from + 5) * 65536 + struct.unpack('>I2', kept, from + 6)) * 240000 <= now do
    from = from + 8
  end
  local parts = { string.sub(kept, from) }
  local last = 0
  for i = 1, #spilled, 2 do
    local until_ = math.ceil(spilled[i + 1] / 240000)
    last = math.max(last, until_ * 240000)
    parts[#parts + 1] = struct.pack('>BI4', math.floor(spilled[i] / 4294967296), spilled[i] % 4294967296)
      .. struct.pack('>BI2', math.floor(until_ / 65536), until_ % 65536)
  end
  redis.call('SET', key, table.concat(parts), 'PX', string.format('%d', math.max(60000, last - now)))
end

local function save(step, bucket, old)
  local field, record = step.field, step.record
  local number
  if old then
    number = step[2][2]
  else
    if not nextNumber then
      nextNumber = tonumber(redis.call('HGET', meta, 'next') or 0)
    end
    number = nextNumber + newNumbers
    newNumbers = newNumbers + 1
    newChats = newChats + 1
  end
  -- A record of an earlier epoch keeps its number but is from now on of this one.
  if not old or step[2][1] ~= epoch then
    record = string.sub(record, 1, 1) .. struct.pack('>I2I4', epoch, number) .. string.sub(record, 8)
  end
  local wasElsewhere = old and has(old, elsewhereFlag)
  if step[3] == 'own' then
    -- A large value would turn its whole bucket from a compact list into a hash table for good.
    local length = headLength(record)
    local flags = string.char(string.byte(record, 23) + elsewhereFlag)
    redis.call('SET', prefix .. 'S:' .. field, string.sub(record, length + 1))
    redis.call('HSET', prefix .. 's:' .. bucket, field, string.sub(record, 1, 22) .. flags .. string.sub(record, 24, length))
  else
    redis.call('HSET', prefix .. 's:' .. bucket, field, record)
    if wasElsewhere then
      redis.call('DEL', prefix .. 'S:' .. field)
    end
  end
  if step[4] > 0 and not (old and timerOf(old) == step[4]) then
    fileTimer(prefix, now, step[4], bucket)
  end
  if #step[5] > 0 then
    spill(number, step[5])
  end
  local code, oldCode = codeOf(record), old and codeOf(old)
  if code ~= oldCode then
    if oldCode then
      forgetCode(old)
    end
    if code then
      redis.call('HSET', codesKey(prefix, code, buckets, level), code, field)
    end
  end
  changed[#changed + 1] = field
end

for i, step in ipairs(steps) do
  if results[i] == 0 then
    if step[3] == 'erase' then
      erase(step, step.bucket, found[i])
    else
      save(step, step.bucket, found[i])
    end
    for _, place in ipairs(step[9]) do
      beginning[#beginning + 1] = rowCount + place
    end
    for place = step.at, step.at + step[6] - 1 do
      rowCount = rowCount + 1
      rows[rowCount] = ARGV[place]
      -- The row's place for now; its sequence once all are counted.
      if results[i] == 0 then
        results[i] = rowCount
      end
    end
    for place = step.at + step[6], step.at + step[6] + step[7] - 1 do
      archive[#archive + 1] = ARGV[place]
    end
    local counters = step[8]
    for j = 1, #counters, 2 do
      local name = names[counters[j]]
      sums[name] = (sums[name] or 0) + counters[j + 1]
    end
  end
end

-- Many at once, within what Lua may pass to one call.
local function inParts(list, command, key)
  for from = 1, #list, 2000 do
    redis.call(command, key, unpack(list, from, math.min(from + 1999, #list)))
  end
end

local isBegun = 0
if rowCount > 0 then
  local before = redis.call('HINCRBY', meta, 'sequence', rowCount) - rowCount
  local pairs_ = {}
  for place, row in ipairs(rows) do
    pairs_[place * 2 - 1] = string.format('%d', before + place)
    pairs_[place * 2] = row
  end
  inParts(pairs_, 'HSET', prefix .. 'out')
  for i, result in ipairs(results) do
    if result > 0 then
      results[i] = before + result
    end
  end
  local owner, fence, untilAt = unpack(redis.call('HMGET', prefix .. 'lease', 'owner', 'fence', 'until'))
  if owner ~= ARGV[4] then
    redis.call('PUBLISH', 'banhoc:hints', 'r' .. partition)
  elseif #beginning > 0 and tonumber(fence) == beginFence then
    local time = redis.call('TIME')
    if tonumber(untilAt) > tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + clockOffset then
      isBegun = 1
      local begun, value = {}, string.format('1:0:c%d:0', beginFence)
      for i, place in ipairs(beginning) do
        begun[i * 2 - 1] = string.format('%d', before + place)
        begun[i * 2] = value
      end
      inParts(begun, 'HSET', prefix .. 'snd')
    end
  end
end
local delta = {}
for name, by in pairs(sums) do
  local text = string.format('%d', by)
  redis.call('HINCRBY', prefix .. 'c', name, text)
  delta[name] = text
end
if next(delta) then
  archive[#archive + 1] =
    cjson.encode({ id = 'counters', kind = 'counters', learner = '', at = now, body = cjson.encode(delta) })
end
if #archive > 0 then
  inParts(archive, 'RPUSH', prefix .. 'r')
  redis.call('HINCRBY', meta, 'archived', #archive)
end
if #changed > 0 then
  inParts(changed, 'SADD', prefix .. 'changed')
end
if newNumbers > 0 then
  redis.call('HSET', meta, 'next', string.format('%d', nextNumber + newNumbers))
end
if newChats ~= 0 then
  local chats = redis.call('HINCRBY', meta, 'chats', newChats)
  while chats > buckets * chatsPerBucket do
    buckets = openBucket(prefix, now, buckets)
  end
end
table.insert(results, 1, isBegun)
return results
