/** Characters of a subject, and what stands in its place for somebody who cannot be found. */
export const subjectLength = 22;
export const noSubject = '-'.repeat(subjectLength);

/** Digits of a time in UTC milliseconds: enough until the year 2286, and as text in the order of time. */
export const timeDigits = 13;

const damaged = `
local function damaged(what) return redis.error_reply('DAMAGED ' .. what) end
`;

/*
 * What a script has written stays when it fails, so each looks at everything that could make it fail before it writes,
 * says that it is at work, and moves the checkpoint last. One that broke off all the same is noticed by whoever reads.
 */

/**
 * Writes rows, shared facts and times of a step, if the copy stands where the step begins.
 *
 * KEYS head, people, subjects, past, times, facts
 * ARGV copy, revision before, revision after, id and time of its event, times, number of facts, the facts, then of each
 * person: number, subject, row, past
 * Answers with revision, id, key and stamp of where the copy stands then; nil when it is not there.
 */
export const apply = `${damaged}
local head = redis.call('HMGET', KEYS[1], 'copy', 'revision', 'last', 'key', 'stamp', 'dirty')
if head[1] ~= ARGV[1] then return nil end
if tonumber(head[2]) ~= tonumber(ARGV[2]) then return {head[2], head[3], head[4], head[5]} end
if head[6] then return damaged('a write broke off') end
redis.call('HLEN', KEYS[2])
redis.call('HLEN', KEYS[3])
redis.call('HLEN', KEYS[4])
redis.call('LLEN', KEYS[6])
if redis.call('STRLEN', KEYS[5]) ~= ${timeDigits} * (tonumber(ARGV[2]) + 1) then return damaged('times are missing') end
redis.call('HSET', KEYS[1], 'dirty', '1')
if ARGV[6] ~= '' then redis.call('APPEND', KEYS[5], ARGV[6]) end
local facts = tonumber(ARGV[7])
for at = 8, 7 + facts do redis.call('RPUSH', KEYS[6], ARGV[at]) end
for at = 8 + facts, #ARGV, 4 do
  local person, subject, row, past = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local before = redis.call('HGET', KEYS[2], person)
  if before then
    local known = string.sub(before, 1, ${subjectLength})
    if known ~= subject and redis.call('HGET', KEYS[3], known) == person then redis.call('HDEL', KEYS[3], known) end
  end
  redis.call('HSET', KEYS[2], person, subject .. row)
  if subject ~= '${noSubject}' then redis.call('HSET', KEYS[3], subject, person) end
  if past ~= '' then redis.call('HSET', KEYS[4], person, past) end
end
local stamp = tonumber(head[5]) + facts
redis.call('HSET', KEYS[1], 'revision', ARGV[3], 'last', ARGV[4], 'time', ARGV[5], 'stamp', stamp,
  'people', redis.call('HLEN', KEYS[2]), 'subjects', redis.call('HLEN', KEYS[3]), 'past', redis.call('HLEN', KEYS[4]))
redis.call('HDEL', KEYS[1], 'dirty')
return {ARGV[3], ARGV[4], head[4], tostring(stamp)}
`;

/**
 * Reads rows, all at one revision.
 *
 * KEYS head, people, subjects, past, times
 * ARGV copy; nothing, \`revision\` or \`time\`; which one; subjects
 * Answers with revision, its time, stamp, the revision that is asked about and its time (empty where there is none), then
 * of each subject: number, row, past (empty where there is none).
 */
export const find = `${damaged}
local head = redis.call('HMGET', KEYS[1], 'copy', 'revision', 'time', 'stamp', 'dirty', 'people', 'subjects', 'past')
if not head[1] then
  if redis.call('EXISTS', KEYS[1]) == 1 then return damaged('the head is not what was written') end
  return {'none'}
end
if head[1] ~= ARGV[1] then return {'moved'} end
if head[5] then return damaged('a write broke off') end
if redis.call('HLEN', KEYS[2]) ~= tonumber(head[6]) or redis.call('HLEN', KEYS[3]) ~= tonumber(head[7]) then
  return damaged('people are missing')
end
local revision = tonumber(head[2])
local answer = {'found', head[2], head[3], head[4], head[2], head[3]}
local asOf = ARGV[2] ~= ''
if asOf then
  if redis.call('STRLEN', KEYS[5]) ~= ${timeDigits} * (revision + 1) then return damaged('times are missing') end
  if redis.call('HLEN', KEYS[4]) ~= tonumber(head[8]) then return damaged('what ended is missing') end
  local function time(at) return redis.call('GETRANGE', KEYS[5], at * ${timeDigits}, (at + 1) * ${timeDigits} - 1) end
  local asked
  if ARGV[2] == 'revision' then
    asked = tonumber(ARGV[3])
  else
    local low, high = 0, revision + 1
    while low < high do
      local middle = math.floor((low + high) / 2)
      if time(middle) <= ARGV[3] then low = middle + 1 else high = middle end
    end
    asked = low - 1
  end
  if asked < 0 or asked > revision then
    answer[5], answer[6] = '', ''
  else
    answer[5], answer[6] = string.format('%d', asked), time(asked)
  end
end
for at = 4, #ARGV do
  local person = redis.call('HGET', KEYS[3], ARGV[at])
  local row = person and redis.call('HGET', KEYS[2], person)
  if person and not row then return damaged('a row is missing') end
  answer[#answer + 1] = person or ''
  answer[#answer + 1] = row or ''
  answer[#answer + 1] = person and asOf and redis.call('HGET', KEYS[4], person) or ''
end
return answer
`;

/**
 * Reads the shared part, or what came behind a stamp of the same copy.
 *
 * KEYS head, shared, facts
 * ARGV copy, the stamp that is known or -1
 * Answers with key, the stamp of the dump, the dump (empty where it is known), facts.
 */
export const shared = `${damaged}
local head = redis.call('HMGET', KEYS[1], 'copy', 'key', 'stamp', 'base', 'dirty')
if head[1] ~= ARGV[1] then return {'moved'} end
if head[5] then return damaged('a write broke off') end
local stamp, base, known = tonumber(head[3]), tonumber(head[4]), tonumber(ARGV[2])
if redis.call('LLEN', KEYS[3]) ~= stamp - base then return damaged('shared facts are missing') end
local dump, from = '', 0
if known >= base then
  from = known - base
else
  dump = redis.call('GET', KEYS[2])
  if not dump then return damaged('the shared part is missing') end
end
local answer = {'found', head[2], head[4], dump}
for _, fact in ipairs(redis.call('LRANGE', KEYS[3], from, -1)) do answer[#answer + 1] = fact end
return answer
`;

/**
 * Puts a dump in the place of all shared facts, if nothing was added since.
 *
 * KEYS head, shared, facts
 * ARGV copy, stamp, dump
 */
export const compact = `
local head = redis.call('HMGET', KEYS[1], 'copy', 'stamp', 'dirty')
if head[1] ~= ARGV[1] or tonumber(head[2]) ~= tonumber(ARGV[2]) or head[3] then return 0 end
redis.call('SET', KEYS[2], ARGV[3])
redis.call('DEL', KEYS[3])
redis.call('HSET', KEYS[1], 'base', ARGV[2])
return 1
`;

/**
 * Lets a copy answer, whatever did before, and keeps its keys for good.
 *
 * KEYS head, head of the copy, the other keys of the copy
 * Answers with the copy that answered before, empty where there was none.
 */
export const serve = `
local before = redis.pcall('HGET', KEYS[1], 'copy')
redis.call('RENAME', KEYS[2], KEYS[1])
redis.call('PERSIST', KEYS[1])
for at = 3, #KEYS do redis.call('PERSIST', KEYS[at]) end
return {type(before) == 'string' and before or ''}
`;
