-- The ledger of one broadcast in one partition.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag:
--          `b:<id>` due (the page of the plan that is due, '' when it is whole), open, revision, returned, c<code> counts ·
--          `b:<id>:<chunk>` four bits a dense number · `b:<id>:u<k>` place → its counts · `b:<id>:f` half sent: number → fence:place
-- ARGV     prefix, clock offset in ms (tests), verb, id, then by verb:
--          'freeze' → 1; error RESTORING · 'standing' → { } or { due, open, returned, 12 counts } · 'gate' revision isOpen → 1
--          'plan' owner fence due next, MessagePack { chunks, sums × (place, code, n) }, those chunks' bytes one behind the other
--            → 1, 0 lease lost, -1 another page is due
--          'work' owner fence, MessagePack { most, other broadcasts, settle × (number, code), pass × (number, code, place),
--            place × (number, bytes of the field, revision, place, row, address), begin × (number, bytes of the field, revision, place) },
--            and those fields one behind the other
--            → 0 lease lost, else { isRunning, isOpen, placed × (result, sequence), begun × result }
--            result: 0 begun, 1 moved, 2 not waiting, 3 erased, 4 over budget
--          'over' owner fence code · 'erased' owner fence returned → how many, -1 lease lost, -2 somebody waits again since · 'read' number place → 1
--          'units' → n × (place, counts) · 'drop' → 1
-- guarantee: an owner whose fence is not the newest changes nothing; states and counts change together
local prefix, verb, id = ARGV[1], ARGV[3], ARGV[4]
local ledger = prefix .. 'b:' .. id
local meta = prefix .. 'meta'
local waiting, sending, sent, unknown, overBudget, erased, placed = 1, 2, 3, 6, 8, 10, 11
local perChunk, emptyChunk = 4080, 2040

local function text(number)
  return string.format('%.0f', number)
end
local function chunkOf(number)
  local chunk = math.floor(number / perChunk)
  return text(chunk), '#' .. text(number - chunk * perChunk)
end
local function stateIn(broadcast, number)
  local chunk, place = chunkOf(number)
  return redis.call('BITFIELD', prefix .. 'b:' .. broadcast .. ':' .. chunk, 'GET', 'u4', place)[1]
end
local function stateOf(number)
  return stateIn(id, number)
end
local deltas, unitDeltas = {}, {}
local function count(code, unit, by)
  deltas[code] = (deltas[code] or 0) + by
  local of = unitDeltas[unit]
  if not of then
    of = {}
    unitDeltas[unit] = of
  end
  of[code] = (of[code] or 0) + by
end
-- Small hashes, so that each stays a compact list.
local function unitsKey(unit)
  local hash = 0
  for i = 1, #unit do
    hash = (hash * 31 + string.byte(unit, i)) % 65521
  end
  return ledger .. ':u' .. text(hash % 64)
end
local function writeCounts()
  for code, by in pairs(deltas) do
    redis.call('HINCRBY', ledger, 'c' .. code, by)
  end
  for unit, of in pairs(unitDeltas) do
    local key = unitsKey(unit)
    local counts = {}
    for value in string.gmatch(redis.call('HGET', key, unit) or '', '[^,]+') do
      counts[#counts + 1] = tonumber(value)
    end
    for code, by in pairs(of) do
      counts[code] = (counts[code] or 0) + by
    end
    local parts = {}
    for code = 1, 12 do
      parts[code] = text(counts[code] or 0)
    end
    redis.call('HSET', key, unit, table.concat(parts, ','))
  end
end
local function set(number, code, unit, from)
  local chunk, place = chunkOf(number)
  redis.call('BITFIELD', ledger .. ':' .. chunk, 'SET', 'u4', place, code)
  count(from, unit, -1)
  count(code, unit, 1)
  if code == waiting then
    redis.call('HINCRBY', ledger, 'returned', 1)
  end
end

if verb == 'freeze' then
  if redis.call('EXISTS', ledger) == 1 then
    return 1
  end
  local buckets, nextNumber, isRestoring = unpack(redis.call('HMGET', meta, 'buckets', 'next', 'restoring'))
  if isRestoring == '1' then
    return redis.error_reply('RESTORING chats of this partition come back from the archive; an audience would miss some')
  end
  redis.call('HSET', ledger, 'due', (buckets or '1') .. ':' .. (nextNumber or '0') .. ':0', 'open', 0, 'revision', 0)
  return 1
end

if verb == 'standing' then
  local names = { 'due', 'open', 'returned' }
  for code = 1, 12 do
    names[#names + 1] = 'c' .. code
  end
  local values = redis.call('HMGET', ledger, unpack(names))
  if not values[1] then
    return {}
  end
  return values
end

if verb == 'units' then
  local found = {}
  for k = 0, 63 do
    for _, value in ipairs(redis.call('HGETALL', ledger .. ':u' .. k)) do
      found[#found + 1] = value
    end
  end
  return found
end

if verb == 'gate' then
  local revision = tonumber(redis.call('HGET', ledger, 'revision') or -1)
  if revision >= 0 and revision <= tonumber(ARGV[5]) then
    redis.call('HSET', ledger, 'revision', ARGV[5], 'open', ARGV[6])
  end
  return 1
end

if verb == 'drop' then
  local chunks = math.floor(tonumber(redis.call('HGET', meta, 'next') or 0) / perChunk)
  for chunk = 0, chunks do
    redis.call('UNLINK', ledger .. ':' .. text(chunk))
  end
  for k = 0, 63 do
    redis.call('UNLINK', ledger .. ':u' .. k)
  end
  redis.call('UNLINK', ledger, ledger .. ':f')
  return 1
end

if verb == 'read' then
  local number = tonumber(ARGV[5])
  if stateOf(number) == placed then
    set(number, sent, ARGV[6], placed)
    writeCounts()
  end
  return 1
end

local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[2])
local owner, newest, untilAt = unpack(redis.call('HMGET', prefix .. 'lease', 'owner', 'fence', 'until'))
local fence = tonumber(ARGV[6])
local isLost = owner ~= ARGV[5] or tonumber(newest or 0) ~= fence

if verb == 'plan' then
  if isLost then
    return 0
  end
  if redis.call('HGET', ledger, 'due') ~= ARGV[7] then
    return -1
  end
  -- Chunk by chunk: number by number, a page of some thousands holds everybody else up.
  local chunks, sums = unpack(cmsgpack.unpack(ARGV[9]))
  for i, chunk in ipairs(chunks) do
    local key = ledger .. ':' .. text(chunk)
    local bytes = string.sub(ARGV[10], (i - 1) * emptyChunk + 1, i * emptyChunk)
    -- Written whole, as a string that grows would be given twice the room.
    if redis.call('EXISTS', key) == 0 then
      redis.call('SET', key, bytes)
    else
      -- No number is in two pages.
      redis.call('SET', ledger .. ':p', bytes)
      redis.call('BITOP', 'OR', key, key, ledger .. ':p')
      redis.call('DEL', ledger .. ':p')
    end
  end
  for i = 1, #sums, 3 do
    count(sums[i + 1], sums[i], sums[i + 2])
  end
  redis.call('HSET', ledger, 'due', ARGV[8])
  writeCounts()
  return 1
end

local inFlight = ledger .. ':f'

if verb == 'over' then
  if isLost then
    return -1
  end
  local all, over = redis.call('HGETALL', inFlight), 0
  for i = 1, #all, 2 do
    local begunBy, unit = string.match(all[i + 1], '^(%d+):(.*)$')
    if tonumber(begunBy) < fence then
      set(tonumber(all[i]), tonumber(ARGV[7]), unit, sending)
      redis.call('HDEL', inFlight, all[i])
      over = over + 1
    end
  end
  writeCounts()
  return over
end

if verb == 'erased' then
  if isLost then
    return -1
  end
  local gone = 0
  if redis.call('HGET', meta, 'restoring') == '1' or (redis.call('HGET', ledger, 'returned') or '0') ~= ARGV[7] then
    return -2
  end
  for chunk = 0, math.floor(tonumber(redis.call('HGET', meta, 'next') or 0) / perChunk) do
    local bytes = redis.call('GET', ledger .. ':' .. text(chunk)) or ''
    for at = 1, #bytes do
      local byte = string.byte(bytes, at)
      if math.floor(byte / 16) == waiting then
        set(chunk * perChunk + (at - 1) * 2, erased, '', waiting)
        gone = gone + 1
      end
      if byte % 16 == waiting then
        set(chunk * perChunk + (at - 1) * 2 + 1, erased, '', waiting)
        gone = gone + 1
      end
    end
  end
  writeCounts()
  return gone
end

-- work
if isLost then
  return 0
end
local most, others, settle, pass, place, begin = unpack(cmsgpack.unpack(ARGV[7]))
for i = 1, #settle, 2 do
  local number = settle[i]
  local begunBy, unit = string.match(redis.call('HGET', inFlight, text(number)) or '', '^(%d+):(.*)$')
  -- Settled already, or another holder's to say.
  if begunBy and tonumber(begunBy) == fence then
    set(number, settle[i + 1], unit, sending)
    redis.call('HDEL', inFlight, text(number))
  end
end
for i = 1, #pass, 3 do
  if stateOf(pass[i]) == waiting then
    set(pass[i], pass[i + 1], pass[i + 2], waiting)
  end
end

local isRunning = tonumber(untilAt or 0) > clock and 1 or 0
local isOpen = redis.call('HGET', ledger, 'open') == '1' and 1 or 0
local placedResults, begunResults = {}, {}
if isRunning == 0 or isOpen == 0 or (#place == 0 and #begin == 0) then
  writeCounts()
  return { isRunning, isOpen, placedResults, begunResults }
end

local buckets, isRestoring = unpack(redis.call('HMGET', meta, 'buckets', 'restoring'))
buckets = tonumber(buckets or 1)
local level = levelOf(buckets)

local function isOverBudget(number)
  if most < 0 then
    return false
  end
  local had = 0
  for _, other in ipairs(others) do
    local state = stateIn(other, number)
    if state == sending or state == sent or state == unknown or state == placed then
      had = had + 1
    end
  end
  return had >= most
end

-- Whether a recipient may be sent to as it was looked at; who may not is written down where that is for good.
local function judge(number, field, revision, unit)
  if stateOf(number) ~= waiting then
    return 2
  end
  local record = redis.call('HGET', prefix .. 's:' .. bucketOf(field, buckets, level), field)
  local isSame = false
  if record then
    local foundNumber, foundRevision = struct.unpack('>I4I4', record, 4)
    if foundNumber == number then
      if foundRevision ~= revision then
        return 1
      end
      isSame = true
    end
  end
  if not isSame then
    if isRestoring == '1' then
      return 1
    end
    set(number, erased, unit, waiting)
    return 3
  end
  if isOverBudget(number) then
    set(number, overBudget, unit, waiting)
    return 4
  end
  return 0
end

local fieldAt = 1
local function field(length)
  fieldAt = fieldAt + length
  return string.sub(ARGV[8], fieldAt - length, fieldAt - 1)
end
for i = 1, #place, 6 do
  local number, unit = place[i], place[i + 3]
  local result = judge(number, field(place[i + 1]), place[i + 2], unit)
  local sequence = 0
  if result == 0 then
    sequence = redis.call('HINCRBY', meta, 'sequence', 1)
    redis.call('HSET', prefix .. 'out', text(sequence), place[i + 4] .. '\n' .. place[i + 5])
    set(number, placed, unit, waiting)
  end
  placedResults[#placedResults + 1] = result
  placedResults[#placedResults + 1] = sequence
end
for i = 1, #begin, 4 do
  local number, unit = begin[i], begin[i + 3]
  local result = judge(number, field(begin[i + 1]), begin[i + 2], unit)
  if result == 0 then
    set(number, sending, unit, waiting)
    redis.call('HSET', inFlight, text(number), text(fence) .. ':' .. unit)
  end
  begunResults[#begunResults + 1] = result
end
writeCounts()
return { isRunning, isOpen, placedResults, begunResults }
