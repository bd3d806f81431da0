-- Reads chats of one partition.
-- KEYS[1]  the partition's `meta`, for routing; all other keys begin with ARGV[1], the same hash tag
-- ARGV     prefix, then for each chat: its field (see field.ts)
-- returns  epoch ('' when the store knows none), 1 while chats may lie in the archive only or 0, then for each chat:
--          record or nil; the session where it lies elsewhere, or ''; spilled update ids or ''
-- guarantee: one moment for all of it: what is told absent is absent in this epoch
local prefix = ARGV[1]
local epoch, isRestoring, buckets = unpack(redis.call('HMGET', prefix .. 'meta', 'epoch', 'restoring', 'buckets'))
local found = { epoch or '', isRestoring == '1' and 1 or 0 }
buckets = tonumber(buckets or 1)
local level = levelOf(buckets)
for i = 2, #ARGV do
  local field = ARGV[i]
  local record = redis.call('HGET', prefix .. 's:' .. bucketOf(field, buckets, level), field)
  local session, spilled = '', ''
  if record then
    if has(record, elsewhereFlag) then
      session = redis.call('GET', prefix .. 'S:' .. field) or ''
    end
    if has(record, spilledFlag) then
      spilled = redis.call('GET', prefix .. 'd:' .. string.format('%.0f', struct.unpack('>I4', record, 4))) or ''
    end
  end
  found[#found + 1] = record or false
  found[#found + 1] = session
  found[#found + 1] = spilled
end
return found
