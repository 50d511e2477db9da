/*
 * Put in front of better-sqlite3's source when it is compiled for Node-API 9.
 *
 * Version 10 allows a lasting reference to a string or any other plain value; version 9 only to
 * objects. Declaring the binding experimental would lift that, but it also lets finalizers run
 * inside the garbage collector, where this source calls what must not be called: the process dies
 * at the first collection. So plain values are held in an object, and the reference is to that.
 */
#include <napi.h>

namespace Napi {

template <typename T>
class HeldInObject {
 public:
  HeldInObject() = default;
  HeldInObject(HeldInObject&&) = default;
  HeldInObject& operator=(HeldInObject&&) = default;

  T Value() const {
    if (holder.IsEmpty()) return T();
    return holder.Value().Get(0u).template As<T>();
  }

  bool IsEmpty() const { return holder.IsEmpty(); }
  Napi::Env Env() const { return holder.Env(); }

  void Reset() { holder.Reset(); }

  void Reset(const T& value, uint32_t count = 0) {
    Object object = Object::New(value.Env());
    object.Set(0u, value);
    holder.Reset(object, count);
  }

 private:
  ObjectReference holder;
};

template <>
class Reference<String> : public HeldInObject<String> {
 public:
  static Reference<String> New(const String& value, uint32_t count = 0) {
    Reference<String> reference;
    reference.Reset(value, count);
    return reference;
  }
};

template <>
class Reference<Value> : public HeldInObject<Napi::Value> {
 public:
  static Reference<Napi::Value> New(const Napi::Value& value, uint32_t count = 0) {
    Reference<Napi::Value> reference;
    reference.Reset(value, count);
    return reference;
  }
};

}  // namespace Napi
