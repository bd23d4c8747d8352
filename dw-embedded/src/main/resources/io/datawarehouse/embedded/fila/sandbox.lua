-- Runs the scripts of a queue. What a script gets is a table of its own in place of the
-- globals, so whatever is not put there does not exist for it. Limits are kept by a hook,
-- which Lua calls every few instructions; what a single call of C could take in time or
-- memory beyond it is checked before the call.

local max_instructions, max_bytes, config = ...

local sethook, metatable_of = debug.sethook, debug.getmetatable
local collect, raw_pcall, raw_setmetatable = collectgarbage, pcall, setmetatable
local error, type, rawget, rawlen, select, tostring = error, type, rawget, rawlen, select, tostring
local tointeger, floor = math.tointeger, math.floor
local raw_string, raw_table = string, table
local gmatch, raw_gsub, raw_find = string.gmatch, string.gsub, string.find

-- A string can at most treble in so few instructions, see "memory".
local STEP = 8
-- What a full collection costs, in instructions.
local COLLECTION = 5000

-- How many instructions a script that has exceeded a limit may run until it is stopped
-- again: some are ours.
local GRACE = 1000

local left, exceeded, bytes_at_rest = 0, nil, 0

local function exceed(message)
  exceeded = message
  left = GRACE
  error(message, 0)
end

local function bytes()
  return collect("count") * 1024 - bytes_at_rest
end

local function watch()
  left = left - STEP
  if left <= 0 then
    exceed(exceeded or "the script ran for longer than its time limit")
  end
  if not exceeded and bytes() > max_bytes then
    left = left - COLLECTION
    collect()
    if bytes() > max_bytes then
      exceed("the script used more memory than its limit of " .. max_bytes .. " bytes")
    end
  end
end

-- Refuses what would become larger than all memory that the script may use.
local function allow(size)
  if size > max_bytes then
    exceed("the script used more memory than its limit of " .. max_bytes .. " bytes")
  end
end

local function copy(library)
  local result = {}
  for name, value in next, library do
    result[name] = value
  end
  return result
end

-- A length that C would believe, however long it takes.
local function plain(t)
  local metatable = type(t) == "table" and metatable_of(t)
  if metatable and rawget(metatable, "__len") ~= nil then
    error("a table with __len cannot be used here", 3)
  end
  return t
end

local function outcome(ok, ...)
  if exceeded then
    error(exceeded, 0)
  end
  return ok, ...
end

local function guarded_pcall(f, ...)
  return outcome(raw_pcall(f, ...))
end

local function handled(handler, ok, ...)
  if ok then
    return true, ...
  end
  return false, handler(...)
end

local safe_string = copy(raw_string)
safe_string.dump = nil

function safe_string.rep(s, n, separator)
  local count = tointeger(n)
  if count and count > 0 and (type(s) == "string" or type(s) == "number") then
    local unit = #tostring(s) + (type(separator) == "string" and #separator or 0)
    allow((unit + 1.0) * count)
  end
  return raw_string.rep(s, n, separator)
end

function safe_string.format(format, ...)
  local total = 0
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    if type(value) == "string" then
      total = total + #value
    end
  end
  allow(total)
  return raw_string.format(format, ...)
end

function safe_string.gsub(s, pattern, replacement, n)
  local kind = type(replacement)
  if kind == "string" and type(s) == "string" then
    local _, marks = raw_gsub(replacement, "%%", "")
    allow((#s + 1.0) * (#replacement + 20 * marks) + marks * #s)
  elseif kind == "table" or kind == "function" then
    local total = 0
    return raw_gsub(s, pattern, function(...)
      local value
      if kind == "table" then
        value = replacement[(...)]
      else
        value = replacement(...)
      end
      if type(value) == "string" then
        total = total + #value
        allow(total)
      end
      return value
    end, n)
  end
  return raw_gsub(s, pattern, replacement, n)
end

function safe_string.pack(format, ...)
  if type(format) == "string" then
    local total = 0
    for number in gmatch(format, "%d+") do
      total = total + tonumber(number)
      allow(total)
    end
  end
  return raw_string.pack(format, ...)
end

local safe_table = copy(raw_table)

function safe_table.concat(list, separator, i, j)
  plain(list)
  local first, last = tointeger(i or 1), tointeger(j or (type(list) == "table" and rawlen(list) or 0))
  if first and last and type(list) == "table" then
    local unit = type(separator) == "string" and #separator or 0
    local total = 0
    for index = first, last do
      local value = list[index]
      total = total + unit + (type(value) == "string" and #value or 0)
      allow(total)
    end
  end
  return raw_table.concat(list, separator, i, j)
end

function safe_table.move(from, first, last, ...)
  local a, b = tointeger(first), tointeger(last)
  if a and b then
    allow((b - a + 0.0) * 16)
    allow(b - (a + 0.0))
  end
  return raw_table.move(from, first, last, ...)
end

function safe_table.insert(list, ...)
  return raw_table.insert(plain(list), ...)
end

function safe_table.remove(list, ...)
  return raw_table.remove(plain(list), ...)
end

function safe_table.sort(list, ...)
  return raw_table.sort(plain(list), ...)
end

function safe_table.unpack(list, ...)
  return raw_table.unpack(plain(list), ...)
end

metatable_of("").__index = safe_string

local function nothing() end

local environment = {
  _VERSION = _VERSION,
  assert = assert,
  error = error,
  getmetatable = getmetatable,
  ipairs = ipairs,
  next = next,
  pairs = pairs,
  pcall = guarded_pcall,
  print = nothing,
  rawequal = rawequal,
  rawget = rawget,
  rawlen = rawlen,
  rawset = rawset,
  select = select,
  tonumber = tonumber,
  tostring = tostring,
  type = type,
  string = safe_string,
  table = safe_table,
  math = copy(math),
  utf8 = copy(utf8),
}
environment._G = environment

-- The handler of Lua's own would run while the hook is off.
function environment.xpcall(f, handler, ...)
  return handled(handler, guarded_pcall(f, ...))
end

function environment.collectgarbage(option)
  return option == "count" and collect("count") or 0
end

-- Finalizers run while the hook is off.
function environment.setmetatable(t, metatable)
  if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then
    error("__gc is not available to scripts", 2)
  end
  return raw_setmetatable(t, metatable)
end

environment.fila = {
  get = function(key)
    if type(key) ~= "string" then
      error("fila.get needs a key, a string, but got a " .. type(key), 2)
    end
    local ok, value = raw_pcall(config, key)
    if ok and type(value) == "string" then
      return value
    end
    return nil
  end,
}

local function run(f, ...)
  left, exceeded = max_instructions, nil
  sethook(watch, "", STEP)
  local ok, result = raw_pcall(f, ...)
  sethook()
  if ok and exceeded then
    ok, result = false, exceeded
  end
  if not ok then
    -- Not by tostring, which may run code of the script.
    error(type(result) == "string" and result or ("the script raised a " .. type(result)), 0)
  end
  return result
end

local function text(value)
  if type(value) == "string" then
    return value
  end
  return type(value) == "number" and tostring(value) or nil
end

local api = {}

-- Defines the function of a script, once.
function api.define(source, name)
  local chunk, message = load(source, "=" .. name, "t", environment)
  if not chunk then
    error(message, 0)
  end
  collect()
  bytes_at_rest = collect("count") * 1024
  run(chunk)
  local hook = rawget(environment, name)
  if type(hook) ~= "function" then
    error("the script defines no function " .. name, 0)
  end
  api.hook = hook
end

local function call(message)
  local result = run(api.hook, message)
  return type(result) == "table" and result or {}
end

function api.on_enqueue(headers, payload_size, queue)
  local result = call({ headers = headers, payload_size = payload_size, queue = queue })
  local weight = rawget(result, "weight")
  weight = type(weight) == "number" and weight == weight and weight or 1
  local keys, given = {}, rawget(result, "throttle_keys")
  if type(given) == "table" then
    for index = 1, rawlen(given) do
      keys[#keys + 1] = text(rawget(given, index))
    end
  end
  return text(rawget(result, "fairness_key")), floor(weight < 1 and 1 or weight > 1000000 and 1000000 or weight), keys
end

function api.on_failure(headers, id, attempts, queue, message)
  return rawget(call({ headers = headers, id = id, attempts = attempts, queue = queue, error = message }), "action")
end

-- Text that Java cannot hand over as it is comes as hexadecimal digits.
function api.from_hex(digits)
  return (raw_gsub(digits, "..", function(digit) return raw_string.char(tonumber(digit, 16)) end))
end

return api
