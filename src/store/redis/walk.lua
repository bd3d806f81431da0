-- Walks through the chats of a partition, each once, as it was when the walk began.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, then 'begin' → buckets, next dense number
--          or 'page' buckets next from count, broadcast or '' → n × (field, record, its session where it lies elsewhere or '')
--          of those with a number below `next` whose bucket, of so many, is one of `count` from `from`
-- guarantee: a bucket that was opened since belongs to the one it was split from: nobody is missed or comes twice
-- error    RESTORING while chats come back from the archive
local prefix, verb = ARGV[1], ARGV[2]
local buckets, nextNumber, isRestoring = unpack(redis.call('HMGET', prefix .. 'meta', 'buckets', 'next', 'restoring'))
if isRestoring == '1' then
  return redis.error_reply('RESTORING chats of this partition come back from the archive; a walk would miss some')
end
buckets = tonumber(buckets or 1)
if verb == 'begin' then
  return { string.format('%.0f', buckets), nextNumber or '0' }
end

local frozen, below, from, count = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local id = ARGV[7]
local found = {}

local function isWaiting(number)
  local chunk = math.floor(number / 4080)
  local key = prefix .. 'b:' .. id .. ':' .. string.format('%.0f', chunk)
  return redis.call('BITFIELD', key, 'GET', 'u4', '#' .. string.format('%.0f', number - chunk * 4080))[1] == 1
end

local function look(bucket)
  local members = redis.call('HGETALL', prefix .. 's:' .. string.format('%.0f', bucket))
  for i = 1, #members, 2 do
    local record = members[i + 1]
    local number = struct.unpack('>I4', record, 4)
    if number < below and (id == '' or isWaiting(number)) then
      local n = #found
      found[n + 1] = members[i]
      found[n + 2] = record
      found[n + 3] = has(record, elsewhereFlag) and redis.call('GET', prefix .. 'S:' .. members[i]) or ''
    end
  end
end

for bucket = from, math.min(from + count, frozen) - 1 do
  look(bucket)
end
for bucket = frozen, buckets - 1 do
  local parent = bucket
  while parent >= frozen do
    parent = parent - levelOf(parent)
  end
  if parent >= from and parent < from + count then
    look(bucket)
  end
end
return found
